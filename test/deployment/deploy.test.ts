import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { dataLength, keccak256, ZeroAddress } from "ethers";

import { CREATE_X } from "../../sdk/deployment/createX.js";
import type { ContractName } from "../../sdk/deployment/contracts.js";
import { ExitCode } from "../../cli/exit.js";
import { deployWaymark } from "../../scripts/deployment/deployWaymark.js";
import type { DeploymentRecord } from "../../sdk/deployment/record.js";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import { MADE_FROM } from "./madeFrom.js";
import {
  DEPLOYER,
  DEPLOYER_KEY,
  expectFailure,
  expectRefusal,
  expectSuccess,
  local,
  Places,
  READ_BACK,
  runDeploy,
  SEPOLIA,
  startChain,
  type Chain,
} from "./script.js";

const NOTHING_CHANGED = "Already deployed to localhost: the chain is as recorded, nothing was changed.";

describe("npm run deploy", function () {
  this.timeout(120_000);

  const places = new Places();
  after(() => places.remove());

  async function readRecordOf(name: string, folder: string): Promise<{ text: string; record: DeploymentRecord }> {
    const text = await readFile(join(folder, `${name}.json`), "utf8");
    // The shape is asserted by what the tests read from it.
    return { text, record: JSON.parse(text) as DeploymentRecord };
  }

  const addressesIn = ({ contracts }: DeploymentRecord) => Object.values(contracts).map(({ address }) => address);

  /** What the local chain shows, for the public one: the factory that Ignition puts there, and the record. */
  let createX: string;
  let onLocalChain: DeploymentRecord;

  let chain: Chain;
  let folder: string;
  before(async () => {
    chain = await places.start();
    folder = await places.folder();
    expectSuccess(await runDeploy("localhost", local(chain, folder)), READ_BACK);
    createX = await chain.connection.ethers.provider.getCode(CREATE_X);
    onLocalChain = (await readRecordOf("localhost", folder)).record;
  });

  describe("on a local chain", () => {
    it("records every contract as it stands on the chain, within the size a contract may have", async () => {
      const { provider } = chain.connection.ethers;
      const { record } = await readRecordOf("localhost", folder);

      expect(Object.keys(record.contracts)).to.deep.equal(Object.keys(MADE_FROM).sort());
      for (const [contract, [file, constructorArguments, libraries]] of Object.entries(MADE_FROM)) {
        // A key of the table.
        const deployed = record.contracts[contract as ContractName];
        const code = await provider.getCode(deployed.address);
        expect(dataLength(code), contract).to.be.within(1, 24_576);
        expect(deployed.codeHash).to.equal(keccak256(code));
        const receipt = await provider.getTransactionReceipt(deployed.transaction);
        expect(receipt?.blockNumber).to.equal(deployed.block);
        expect(receipt?.to).to.equal(CREATE_X);
        expect(deployed.source).to.equal(`${file}:${contract}`);
        const addressOf = (name: ContractName) => record.contracts[name].address;
        expect(deployed.constructorArguments).to.deep.equal(
          constructorArguments.map((name) => (name === "deployer" ? DEPLOYER : addressOf(name))),
        );
        expect(deployed.libraries).to.deep.equal(
          Object.fromEntries(libraries.map((library) => [library, addressOf(library)])),
        );
      }
      expect(record.chainId).to.equal(31_337);
      expect((await provider.getTransactionReceipt(record.wiring.transaction))?.to).to.equal(
        record.contracts.AccessManager.address,
      );
    });

    it("writes the record with its keys sorted", async () => {
      const { text, record } = await readRecordOf("localhost", folder);
      const isSorted = (value: unknown): boolean => {
        if (typeof value !== "object" || value === null || Array.isArray(value)) return true;
        const keys = Object.keys(value);
        return keys.join() === keys.toSorted().join() && Object.values(value).every(isSorted);
      };
      expect(isSorted(record)).to.equal(true);
      expect(text).to.equal(`${JSON.stringify(record, null, 2)}\n`);
    });

    it("changes nothing when it runs again, and says so", async () => {
      const before = await readRecordOf("localhost", folder);
      const block = await chain.connection.ethers.provider.getBlockNumber();

      expectSuccess(await runDeploy("localhost", local(chain, folder)), NOTHING_CHANGED);

      expect(await chain.connection.ethers.provider.getBlockNumber()).to.equal(block);
      expect((await readRecordOf("localhost", folder)).text).to.equal(before.text);
    });

    it("does not govern a ledger that stands anew", async () => {
      const other = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
      await expectRefusal(
        deployWaymark(chain.connection, { folder, roles: { Suspender: other } }),
        `The ledger was deployed with ${DEPLOYER} with a delay of 0 s as Suspender, and the settings now say ${other} with a delay of 0 s. ` +
          "Set WAYMARK_SUSPENDER back; to change who governs, the Admin grants and revokes at the access manager.",
      );
    });

    it("says when its journal is gone", async () => {
      const empty = await places.folder();
      const { record } = await readRecordOf("localhost", folder);
      await expectRefusal(
        deployWaymark(chain.connection, { folder: empty }),
        `AccessManager stands on localhost already, at ${record.contracts.AccessManager.address}, but ${join(empty, "chain-31337")} has no journal of it. ` +
          "Restore that folder (it is kept in git for public networks), or set WAYMARK_RELEASE to deploy another ledger.",
      );
    });

    it("fails loudly when the chain is not as recorded", async () => {
      const { record } = await readRecordOf("localhost", folder);
      const [deployer] = await chain.connection.ethers.getSigners();
      const manager = AccessManager__factory.connect(record.contracts.AccessManager.address, deployer);
      await (await manager.revokeRole(1, DEPLOYER)).wait();

      expectFailure(
        await runDeploy("localhost", local(chain, folder)),
        ExitCode.Fails,
        `The ledger on localhost is not what was deployed: ${DEPLOYER} is not the Registrar. ` +
          "Do not use it before it is clear who changed it; the admin's acts are in the access manager's events.",
      );
    });

    it("notices that the chain was restarted, and gives the same addresses again", async () => {
      const { record } = await readRecordOf("localhost", folder);
      const { port } = chain;
      await places.stop(chain);
      chain = await places.start({ port });

      const outcome = await runDeploy("localhost", local(chain, folder));

      expectSuccess(outcome, READ_BACK);
      expect(outcome.stdout).to.contain("The local chain was restarted and has forgotten its ledger: deploying anew.");
      const again = await readRecordOf("localhost", folder);
      expect(addressesIn(again.record)).to.deep.equal(addressesIn(record));
    });
  });

  describe("on a public network", () => {
    const MULTISIG = "0x00000000000000000000000000000000000A11cE";
    const REGISTRAR = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    const SUSPENDER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
    const GOVERNOR = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
    const RECOVERY = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
    const ROLES = {
      Admin: MULTISIG,
      Registrar: REGISTRAR,
      Suspender: SUSPENDER,
      Governor: GOVERNOR,
      Recovery: RECOVERY,
    };
    let chain: Chain;
    let folder: string;
    let settings: Record<string, string>;
    before(async () => {
      chain = await places.start({ chainId: SEPOLIA });
      folder = await places.folder();
      settings = {
        SEPOLIA_RPC_URL: chain.url,
        SEPOLIA_PRIVATE_KEY: DEPLOYER_KEY,
        WAYMARK_DEPLOYMENTS: folder,
        WAYMARK_ADMIN: MULTISIG,
        WAYMARK_REGISTRAR: REGISTRAR,
        WAYMARK_SUSPENDER: SUSPENDER,
        WAYMARK_GOVERNOR: GOVERNOR,
        WAYMARK_RECOVERY: RECOVERY,
      };
    });

    const without = (setting: string) =>
      Object.fromEntries(Object.entries(settings).filter(([name]) => name !== setting));
    const setCode = (address: string, code: string) =>
      chain.connection.provider.request({ method: "hardhat_setCode", params: [address, code] });

    it("says which network can be named", async () => {
      expectFailure(
        await runDeploy(undefined, settings),
        ExitCode.Usage,
        "No network is named. " +
          "Name one, as in `npm run deploy -- --network localhost`: localhost, sepolia, baseSepolia, base.",
      );
    });

    it("says that there is no such network", async () => {
      expectFailure(
        await runDeploy("mainnet", settings),
        ExitCode.Usage,
        'There is no network "mainnet". ' +
          "Name one, as in `npm run deploy -- --network localhost`: localhost, sepolia, baseSepolia, base.",
      );
    });

    it("says that the RPC address is no URL", async () => {
      expectFailure(
        await runDeploy("sepolia", { ...settings, SEPOLIA_RPC_URL: "rpc.example" }),
        ExitCode.Usage,
        "The RPC address configured for sepolia is no URL. Give it whole, as in https://rpc.example/key.",
      );
    });

    it("says that no RPC address is configured", async () => {
      expectFailure(
        await runDeploy("sepolia", without("SEPOLIA_RPC_URL")),
        ExitCode.Usage,
        "No RPC address is configured for sepolia: SEPOLIA_RPC_URL is not set. " +
          "Keep it in the keystore with `npm run hardhat -- keystore set SEPOLIA_RPC_URL`, or set the environment variable.",
      );
    });

    it("says that no key is configured", async () => {
      expectFailure(
        await runDeploy("sepolia", without("SEPOLIA_PRIVATE_KEY")),
        ExitCode.Usage,
        "No key is configured for sepolia: SEPOLIA_PRIVATE_KEY is not set. " +
          "Keep it in the keystore with `npm run hardhat -- keystore set SEPOLIA_PRIVATE_KEY`, or set the environment variable.",
      );
    });

    it("says that no node answers", async () => {
      // A port that was free a moment ago.
      const gone = await startChain();
      await gone.close();
      expectFailure(
        await runDeploy("localhost", { LOCALHOST_RPC_URL: gone.url, WAYMARK_DEPLOYMENTS: folder }),
        ExitCode.Chain,
        "The chain cannot be reached. " +
          "Start a local chain with `npm run hardhat -- node` (or set LOCALHOST_RPC_URL), then run this again.",
      );
    });

    it("says that another chain answers", async () => {
      expectFailure(
        await runDeploy("base", { ...settings, BASE_RPC_URL: chain.url, BASE_PRIVATE_KEY: DEPLOYER_KEY }),
        ExitCode.Chain,
        `base is chain 8453, but chain ${SEPOLIA} answers at its RPC address. ` +
          "Check the RPC address of the network, and the `--network` that was named.",
      );
    });

    it("says for whom nobody is named", async () => {
      await expectRefusal(
        deployWaymark(chain.connection, { folder }),
        "Nobody is named for the Admin on localhost. Set WAYMARK_ADMIN to the address of the multisig.",
      );
      await expectRefusal(
        deployWaymark(chain.connection, {
          folder,
          roles: { Admin: MULTISIG, Registrar: REGISTRAR, Suspender: SUSPENDER },
        }),
        "Nobody is named for the Governor on localhost. Set WAYMARK_GOVERNOR to the address.",
      );
      await expectRefusal(
        deployWaymark(chain.connection, {
          folder,
          roles: { Admin: MULTISIG, Registrar: REGISTRAR, Suspender: SUSPENDER, Governor: GOVERNOR },
        }),
        "Nobody is named for the Recovery on localhost. Set WAYMARK_RECOVERY to the address.",
      );
    });

    it("leaves the deployer no role", async () => {
      for (const role of ["Admin", "Registrar", "Suspender", "Governor", "Recovery"] as const) {
        await expectRefusal(
          deployWaymark(chain.connection, { folder, roles: { ...ROLES, [role]: DEPLOYER } }),
          `The deployer ${DEPLOYER} may not be the ${role} on localhost. ` +
            `Set WAYMARK_${role.toUpperCase()} to another account; only on a local chain without delays the deployer keeps roles.`,
        );
      }
      // Refused before anything is sent.
      expect(await chain.connection.ethers.provider.getTransactionCount(DEPLOYER)).to.equal(0);
    });

    it("does not leave out the delays", async () => {
      await expectRefusal(
        deployWaymark(chain.connection, { folder, roles: ROLES, delays: "none" }),
        "On localhost the roles act with their delays. Leave the delays on; only a local chain goes without.",
      );
    });

    it("says that an address is none", async () => {
      for (const value of ["0x1234", ZeroAddress, REGISTRAR.replace("C5", "c5")]) {
        await expectRefusal(
          deployWaymark(chain.connection, { folder, roles: { ...ROLES, Registrar: value } }),
          `"${value}" is not an address that can be the Registrar. ` +
            "Set WAYMARK_REGISTRAR to 0x and 40 hexadecimal digits, with a correct checksum or all in lower case.",
        );
      }
    });

    it("says that the admin is no contract", async () => {
      expectFailure(
        await runDeploy("sepolia", settings),
        ExitCode.Usage,
        `The Admin ${MULTISIG} is not a contract on sepolia. ` +
          "Deploy the multisig there first and set WAYMARK_ADMIN to its address.",
      );
    });

    it("says that one key decides for the Admin: an account with delegated code, and a multisig of one signature", async () => {
      const deploying = () => deployWaymark(chain.connection, { folder, roles: ROLES });
      await setCode(MULTISIG, `0xef0100${"12".repeat(20)}`);
      await expectRefusal(
        deploying(),
        `The Admin ${MULTISIG} is an account on localhost whose key decides alone, although it has code (EIP-7702). ` +
          "Deploy the multisig there first and set WAYMARK_ADMIN to its address.",
      );
      // Answers 1 to every call: the threshold, and whether the deployer is an owner.
      await setCode(MULTISIG, "0x60015f5260205ff3");
      await expectRefusal(
        deploying(),
        `The deployer ${DEPLOYER} decides alone for the Admin ${MULTISIG} on localhost: it is an owner, and one signature is enough. ` +
          "Raise the threshold of the multisig, or take the deployer from its owners, then run this again.",
      );
      expect(await chain.connection.ethers.provider.getTransactionCount(DEPLOYER)).to.equal(0);
    });

    it("says that CreateX is missing", async () => {
      // Stands for a multisig: any code will do, nobody calls it.
      await setCode(MULTISIG, "0x00");
      expectFailure(
        await runDeploy("sepolia", settings),
        ExitCode.Chain,
        `The CREATE2 factory CreateX is not on sepolia (${CREATE_X} has no code). ` +
          "Deploy CreateX there with its presigned transaction (https://createx.rocks), then run this again.",
      );
    });

    it("says what is missing in funds", async () => {
      await setCode(CREATE_X, createX);

      const { provider } = chain.connection;
      const balance: unknown = await provider.request({ method: "eth_getBalance", params: [DEPLOYER, "latest"] });
      await provider.request({ method: "hardhat_setBalance", params: [DEPLOYER, "0x38d7ea4c68000"] });
      const { code, stderr } = await runDeploy("sepolia", settings);
      await provider.request({ method: "hardhat_setBalance", params: [DEPLOYER, balance] });

      expect(code).to.equal(ExitCode.Fails);
      expect(stderr).to.match(
        /^Error: The deployer 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 has 0\.001 ether on sepolia, and the deployment may take 0\.\d+\. Send it at least 0\.\d+ ether, then run this again\.\n$/,
      );
    });

    it("sends nothing before somebody has confirmed", async () => {
      expectFailure(
        await runDeploy("sepolia", settings),
        ExitCode.Usage,
        "Nobody has confirmed the deployment, and there is no terminal to ask on. " +
          "Set HARDHAT_IGNITION_CONFIRM_DEPLOYMENT=true if it is meant, or give `waymark deploy` its --yes, then run this again.",
      );
      expect(await chain.connection.ethers.provider.getTransactionCount(DEPLOYER)).to.equal(0);
    });

    it("deploys to the addresses of every other chain, and leaves the deployer without power", async () => {
      const confirmed = { ...settings, HARDHAT_IGNITION_CONFIRM_DEPLOYMENT: "true" };
      expectSuccess(await runDeploy("sepolia", confirmed), READ_BACK);

      const { record } = await readRecordOf("sepolia", folder);
      expect(addressesIn(record)).to.deep.equal(addressesIn(onLocalChain));

      const manager = AccessManager__factory.connect(
        record.contracts.AccessManager.address,
        chain.connection.ethers.provider,
      );
      for (const role of [0, 1, 2, 3, 4]) {
        expect(await manager.hasRole(role, DEPLOYER)).to.deep.equal([false, 0n]);
      }
      expect(await manager.hasRole(0, MULTISIG)).to.deep.equal([true, 432_000n]);
      expect(await manager.hasRole(1, REGISTRAR)).to.deep.equal([true, 86_400n]);
      expect(await manager.hasRole(2, SUSPENDER)).to.deep.equal([true, 0n]);
      expect(await manager.hasRole(3, GOVERNOR)).to.deep.equal([true, 432_000n]);
      expect(await manager.hasRole(4, RECOVERY)).to.deep.equal([true, 86_400n]);

      // Nobody need confirm what is not going to be sent.
      const again = await runDeploy("sepolia", settings);
      expectSuccess(again, NOTHING_CHANGED.replace("localhost", "sepolia"));
    });
  });
});

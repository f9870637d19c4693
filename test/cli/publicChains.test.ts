import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { HDNodeWallet, JsonRpcProvider, Mnemonic } from "ethers";
import { config } from "hardhat";

import { ExitCode } from "../../cli/exit.js";
import type { DeploymentReport } from "../../sdk/deployment/checkDeployment.js";
import type { DeploymentRecord } from "../../sdk/deployment/record.js";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import {
  DEPLOYER,
  DEPLOYER_KEY,
  Places,
  runDeploy,
  runScript,
  scriptEnvironment,
  SEPOLIA,
} from "../deployment/script.js";
import { startAnvil } from "../support/anvil.js";
import { errorIn, waymark, type Ran } from "../support/cli.js";
import { putCreateX } from "../support/createX.js";
import { Safe } from "../support/safe.js";

const BASE = 8_453;
const DAY = 86_400;

/** The accounts that both chains fund; the first deploys. */
const ACCOUNTS = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const account = (index: number) => HDNodeWallet.fromMnemonic(ACCOUNTS, `m/44'/60'/0'/0/${index}`);
const REGISTRAR = account(1);
const STRANGER = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc";

/** Chains under the ids of public networks. */
const CHAINS = [
  { program: "anvil", network: "base", chainId: BASE, variable: "BASE", killAt: "JourneyAnnex: sent" },
  { program: "hardhat node", network: "sepolia", chainId: SEPOLIA, variable: "SEPOLIA", killAt: "wiring: sent" },
] as const;

for (const { program, network, chainId, variable, killAt } of CHAINS) {
  describe(`waymark on ${network}, played by ${program}`, function () {
    this.timeout(180_000);

    const places = new Places();
    let url: string;
    let stop: () => Promise<void>;
    let provider: JsonRpcProvider;
    let safe: Safe;
    let folder: string;
    let recordFile: string;
    before(async () => {
      if (program === "anvil") {
        const anvil = await startAnvil(chainId);
        ({ url, close: stop } = anvil);
      } else {
        const chain = await places.start({ chainId });
        url = chain.url;
        stop = () => places.stop(chain);
      }
      provider = new JsonRpcProvider(url, chainId, { staticNetwork: true, cacheTimeout: -1 });
      await putCreateX(provider, 9);
      safe = await Safe.deploy(await provider.getSigner(9), [account(5), account(6), account(7)], 2);
      folder = await places.folder();
      recordFile = join(folder, `${network}.json`);
    });
    after(async () => {
      provider.destroy();
      await places.remove();
    });

    const roles = () => ({
      admin: safe.address,
      registrar: REGISTRAR.address,
      suspender: account(2).address,
      governor: account(3).address,
      recovery: account(4).address,
    });
    const inRepository = { cwd: config.paths.root, env: scriptEnvironment({ DEPLOYER: DEPLOYER_KEY }) };

    function deploy(...more: readonly string[]): Promise<Ran> {
      const named = Object.entries(roles()).flatMap(([role, address]) => [`--${role}`, address]);
      const where = ["--network", network, "--rpc", url, "--records", folder, "--no-build"];
      return waymark(["deploy", ...where, "--key", "env:DEPLOYER", ...named, ...more], inRepository);
    }

    const verify = (file: string, rpc = url) => waymark(["deployment", "verify", file, "--rpc", rpc]);

    const readRecord = async () => JSON.parse(await readFile(recordFile, "utf8")) as DeploymentRecord;

    it("sends nothing that nobody has agreed to", async () => {
      const ran = await deploy("--json");
      expect(errorIn(ran)).to.include({ name: "ConfirmationMissing", exitCode: ExitCode.Usage });
      expect(ran.stdout).to.equal("");
      expect(await provider.getTransactionCount(DEPLOYER)).to.equal(0);
    });

    it(`deploys, and goes on after kill -9 at "${killAt}"`, async () => {
      const settings = Object.fromEntries(
        Object.entries(roles()).map(([role, address]) => [`WAYMARK_${role.toUpperCase()}`, address]),
      );
      const killed = await runDeploy(
        network,
        {
          ...settings,
          [`${variable}_RPC_URL`]: url,
          [`${variable}_PRIVATE_KEY`]: DEPLOYER_KEY,
          WAYMARK_DEPLOYMENTS: folder,
          HARDHAT_IGNITION_CONFIRM_DEPLOYMENT: "true",
        },
        killAt,
      );
      expect(killed.signal, killed.stderr).to.equal("SIGKILL");

      const resumed = await deploy("--yes");
      expect(resumed.stderr).to.contain("Resuming the deployment that was begun.");
      expect(resumed.code, resumed.stderr).to.equal(ExitCode.Holds);
      const { contracts } = await readRecord();
      expect(resumed.stdout).to.equal(
        `✔ The ledger is deployed to ${network}, and the deployer has no power over it.\n` +
          `  ledger ${contracts.Waymark.address}\n  access manager ${contracts.AccessManager.address}\n`,
      );
      // Eleven contracts and the wiring: nothing was sent twice.
      expect(await provider.getTransactionCount(DEPLOYER)).to.equal(12);
    });

    it("leaves the deployer no role, and the others theirs with their delays", async () => {
      const { contracts } = await readRecord();
      const manager = AccessManager__factory.connect(contracts.AccessManager.address, provider);
      const { admin, registrar, suspender, governor, recovery } = roles();
      for (const [role, holder, delay] of [
        [0, admin, 5 * DAY],
        [1, registrar, DAY],
        [2, suspender, 0],
        [3, governor, 5 * DAY],
        [4, recovery, DAY],
      ] as const) {
        expect(await manager.hasRole(role, DEPLOYER)).to.deep.equal([false, 0n]);
        expect(await manager.hasRole(role, holder)).to.deep.equal([true, BigInt(delay)]);
      }
    });

    it("is verified by anybody with a node, by the script and by the command", async () => {
      const script = await runScript("scripts/verify-deployment.ts", network, {
        [`${variable}_RPC_URL`]: url,
        WAYMARK_DEPLOYMENTS: folder,
      });
      expect(script.stderr).to.equal("");
      expect(script.code).to.equal(ExitCode.Holds);
      expect(script.stdout).to.match(/^✔ +Waymark +built from this checkout +0x[0-9a-fA-F]{40}$/m);
      expect(script.stdout).to.match(/^✔ 0x[0-9a-fA-F]{40} on chain \d+, as of block \d+: all \d+ checks hold\.$/m);

      const command = await verify(recordFile);
      expect(command.code).to.equal(ExitCode.Holds);
      expect(command.stdout).to.match(new RegExp(`^✔ +Registrar +held by +${REGISTRAR.address} after 86400 s$`, "m"));
      expect(command.stdout).to.match(/all \d+ checks hold\.\n$/);
    });

    it("notices a role that the multisig gave, five days after it was announced", async () => {
      const snapshot: unknown = await provider.send("evm_snapshot", []);
      const { contracts } = await readRecord();
      const at = ["--rpc", url, "--address", contracts.Waymark.address];
      const told = await waymark(["governance", "role", "give", "registrar", STRANGER, "--calls", "--json", ...at]);
      const { to, schedule, execute } = told.json() as Readonly<Record<"to" | "schedule" | "execute", string>>;
      await safe.call(to, schedule);
      expect((await verify(recordFile)).code).to.equal(ExitCode.Holds);
      await provider.send("evm_increaseTime", [5 * DAY]);
      await provider.send("evm_mine", []);
      await safe.call(to, execute);

      const line = `${STRANGER} is the Registrar too, which the record does not say`;
      const ran = await waymark(["deployment", "verify", recordFile, "--rpc", url, "--json"]);
      expect(ran.code).to.equal(ExitCode.Fails);
      const { holds, checks } = ran.json() as DeploymentReport;
      expect(holds).to.equal(false);
      expect(checks.flatMap(({ difference }) => difference ?? [])).to.deep.equal([line]);
      if (program === "anvil") {
        const script = await runScript("scripts/verify-deployment.ts", network, {
          [`${variable}_RPC_URL`]: url,
          WAYMARK_DEPLOYMENTS: folder,
        });
        expect(script.code).to.equal(ExitCode.Fails);
        expect(script.stdout).to.contain(`\n✖ ${line}.\n`);
      }
      await provider.send("evm_revert", [snapshot]);
    });

    for (const { what, change, line } of [
      {
        what: "another code hash",
        change: (record: DeploymentRecord) => ({
          contracts: {
            ...record.contracts,
            Waymark: { ...record.contracts.Waymark, codeHash: `0x${"00".repeat(32)}` },
          },
        }),
        line: ({ contracts }: DeploymentRecord) => `Waymark at ${contracts.Waymark.address} has other code`,
      },
      {
        what: "another account for a role",
        change: ({ governance }: DeploymentRecord) => ({
          governance: { ...governance, Suspender: { account: STRANGER, delay: 0 } },
        }),
        line: () => `${STRANGER} is not the Suspender`,
      },
      {
        what: "another delay",
        change: ({ governance }: DeploymentRecord) => ({
          governance: { ...governance, Governor: { ...governance.Governor, delay: DAY } },
        }),
        line: ({ governance }: DeploymentRecord) =>
          `the Governor ${governance.Governor.account} has a delay of 432000 s, not 86400`,
      },
    ]) {
      it(`notices a record that says ${what}`, async () => {
        const record = await readRecord();
        const wrong = join(folder, "wrong.json");
        await writeFile(wrong, JSON.stringify({ ...record, ...change(record) }));
        const ran = await verify(wrong);
        expect(ran.code).to.equal(ExitCode.Fails);
        expect(ran.stdout).to.contain(`\n✖ ${line(record)}.\n`);
      });
    }

    it("refuses a record that is none, and names what is wrong in it", async () => {
      const broken = join(folder, "broken.json");
      await writeFile(broken, "{");
      expect((await verify(broken)).stderr).to.contain(`The deployment record ${broken} was refused: $: is no JSON.`);
      await writeFile(broken, JSON.stringify({ ...(await readRecord()), deployer: DEPLOYER.toLowerCase() }));
      const ran = await verify(broken);
      expect(ran.code).to.equal(ExitCode.Usage);
      expect(ran.stderr).to.contain("$.deployer: is no address with a correct checksum");
      expect((await verify(join(folder, "none.json"))).code).to.equal(ExitCode.Usage);
    });

    it("ends with code 3 when the node is on another chain than the record", async () => {
      const elsewhere = join(folder, "elsewhere.json");
      await writeFile(elsewhere, JSON.stringify({ ...(await readRecord()), chainId: 10 }));
      const ran = await verify(elsewhere);
      expect(ran.code).to.equal(ExitCode.Chain);
      expect(ran.stderr).to.equal(
        `Error: The node is on chain ${chainId}, and the record is of chain 10.\n` +
          "Give the address of a node of the chain that is meant.\n",
      );
    });

    it("ends with code 3 when the chain is gone", async () => {
      await stop();
      const ran = await verify(recordFile);
      expect(ran.code).to.equal(ExitCode.Chain);
      expect(ran.stderr).to.match(/^Error: The chain cannot be reached/);
    });
  });
}

describe("waymark deploy", () => {
  const places = new Places();
  after(() => places.remove());

  it("says outside the repository that it takes it", async () => {
    const folder = await places.folder();
    const ran = await waymark(["deploy", "--network", "sepolia"], { cwd: folder });
    expect(ran.code).to.equal(ExitCode.Usage);
    expect(ran.stderr).to.equal(
      `Error: ${folder} is not in Waymark's repository, which has the contracts that are deployed.\n` +
        "Clone the repository and run `npm run waymark -- deploy` in it.\n",
    );
  });

  it("says where Hardhat is not installed", async () => {
    const folder = await places.folder();
    for (const file of ["hardhat.config.ts", "scripts/deploy.ts", "modules/Waymark.ts"]) {
      await mkdir(join(folder, file, ".."), { recursive: true });
      await writeFile(join(folder, file), "");
    }
    const ran = await waymark(["deploy", "--network", "sepolia"], { cwd: join(folder, "scripts") });
    expect(ran.code).to.equal(ExitCode.Usage);
    expect(ran.stderr).to.equal(
      `Error: Hardhat, which deploys, is not installed in ${folder}.\n` +
        "Run `npm ci` there; an installation without the development dependencies has no Hardhat.\n",
    );
  });

  for (const { what, args, says } of [
    { what: "an address that is none", args: ["--admin", "0x12"], says: '"0x12"' },
    { what: "a remote signer", args: ["--key", "remote:http://127.0.0.1:1"], says: "A remote signer cannot deploy." },
    { what: "a key in the command line", args: ["--key", DEPLOYER_KEY], says: "--key" },
    { what: "no network", args: [], says: "--network" },
  ]) {
    it(`refuses ${what} with code 2`, async () => {
      const named = what === "no network" ? [] : ["--network", "sepolia"];
      const ran = await waymark(["deploy", ...named, ...args], { cwd: config.paths.root });
      expect(ran.code).to.equal(ExitCode.Usage);
      expect(ran.stdout).to.equal("");
      expect(ran.stderr).to.contain(says).and.not.to.contain(DEPLOYER_KEY.slice(2));
    });
  }
});

import { expect } from "chai";
import type { SnapshotRestorer } from "@nomicfoundation/hardhat-network-helpers/types";
import { network } from "hardhat";

import { deployWaymark } from "../../scripts/deployment/deployWaymark.js";
import { verifyDeployment } from "../../scripts/deployment/verify.js";
import { CONTRACTS, type ContractName } from "../../sdk/deployment/contracts.js";
import type { DeployedContract, DeploymentRecord } from "../../sdk/deployment/record.js";
import { WaymarkError } from "../../sdk/errors.js";
import type { AccessManager } from "../../typechain-types/@openzeppelin/contracts/access/manager/AccessManager.js";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";

describe("Reading a deployment back", () => {
  async function deploy() {
    const connection = await network.create();
    const { record } = await deployWaymark(connection);
    return { connection, name: "simulation", record };
  }

  let d: Awaited<ReturnType<typeof deploy>>;
  before(async () => {
    d = await deploy();
  });
  after(() => d.connection.close());

  const differencesFrom = (contracts: DeploymentRecord["contracts"]) => differences({ ...d.record, contracts });

  /** What the error tells that verifying a record ends with. */
  async function differences(record: DeploymentRecord): Promise<string> {
    const error: unknown = await verifyDeployment(d, record).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(WaymarkError);
    return error instanceof WaymarkError ? error.message.replace(/^.*is not what was deployed: |\.$/g, "") : "";
  }

  /** The record as it would be had the one contract been put in the place of the other. */
  function withSwapped(one: ContractName, other: ContractName): DeploymentRecord["contracts"] {
    const { contracts } = d.record;
    return { ...contracts, [one]: contracts[other], [other]: contracts[one] };
  }

  const at = (contract: ContractName) => d.record.contracts[contract].address;

  it("finds nothing to say of what was just deployed", async () => {
    await verifyDeployment(d, d.record);
  });

  for (const contract of CONTRACTS) {
    it(`notices other code in the place of ${contract}, and none`, async () => {
      const { address: other } = d.record.contracts[contract === "Parties" ? "Containers" : "Parties"];
      const placed = (address: string) =>
        differencesFrom({ ...d.record.contracts, [contract]: { ...d.record.contracts[contract], address } });
      expect(await placed(other)).to.equal(`${contract} at ${other} has other code`);
      expect(await placed(d.record.deployer)).to.equal(`there is no ${contract} at ${d.record.deployer}`);
    });
  }

  it("notices verifiers that are not the ones deployed with the ledger", async () => {
    const differences = await differencesFrom(withSwapped("ERC7913P256Verifier", "ERC7913WebAuthnVerifier"));
    expect(differences).to.equal(
      [
        `Waymark uses ${at("ERC7913P256Verifier")} as the ERC7913P256Verifier, not ${at("ERC7913WebAuthnVerifier")}`,
        `Waymark uses ${at("ERC7913WebAuthnVerifier")} as the ERC7913WebAuthnVerifier, not ${at("ERC7913P256Verifier")}`,
      ].join("; "),
    );
  });

  it("notices an annex, and an access manager, that are not the recorded ones", async () => {
    // Another deployment's, which is whole in itself.
    const { record: other } = await deployWaymark(d.connection, { release: "other" });
    for (const [contract, user] of [
      ["RegistryAnnex", "JourneyAnnex"],
      ["AccessManager", "Waymark"],
    ] as const) {
      const foreign = other.contracts[contract];
      // What it is linked with is the other one's too.
      const linked = contract === "RegistryAnnex" ? { Parties: other.contracts.Parties } : {};
      expect(await differencesFrom({ ...d.record.contracts, ...linked, [contract]: foreign })).to.equal(
        `${user} uses ${at(contract)} as the ${contract}, not ${foreign.address}`,
      );
    }
  });

  it("notices every library that is not linked as recorded", async () => {
    const { contracts } = d.record;
    for (const contract of CONTRACTS) {
      for (const library of Object.keys(contracts[contract].libraries)) {
        const { [library]: linked, ...others } = contracts[contract].libraries;
        const changed = { ...contracts, [contract]: { ...contracts[contract], libraries: others } };
        const saying = `${contract} calls ${linked} as ${library}, and the record says none`;
        // Said once, however often the code calls it.
        expect(await differencesFrom(changed)).to.equal(saying);
      }
    }
  });

  it("notices another library than the one linked", async () => {
    const { record: other } = await deployWaymark(d.connection, { release: "library" });
    const { address } = other.contracts.Parties;
    expect(await differencesFrom({ ...d.record.contracts, Parties: other.contracts.Parties })).to.equal(
      `RegistryAnnex does not call ${address} as Parties`,
    );
  });

  describe("how it was made", () => {
    const withManager = (changes: Partial<DeployedContract>) => {
      const { contracts } = d.record;
      return differencesFrom({ ...contracts, AccessManager: { ...contracts.AccessManager, ...changes } });
    };

    it("notices another block, transaction or argument", async () => {
      const { AccessManager, Waymark } = d.record.contracts;
      expect(await withManager({ block: 7_777 })).to.equal(
        `AccessManager was created in block ${AccessManager.block}, not 7777`,
      );
      for (const transaction of [Waymark.transaction, d.record.wiring.transaction]) {
        expect(await withManager({ transaction })).to.equal(
          `${transaction} did not create AccessManager at ${AccessManager.address}`,
        );
      }
      const unknown = `0x${"12".repeat(32)}`;
      expect(await withManager({ transaction: unknown })).to.equal(
        `the node does not know ${unknown}, which created AccessManager`,
      );
      for (const [constructorArguments, said] of [
        [[Waymark.address], Waymark.address],
        [[], "none"],
      ] as const) {
        expect(await withManager({ constructorArguments: [...constructorArguments] })).to.equal(
          `AccessManager was created with ${d.record.deployer}, not ${said}`,
        );
      }
    });

    it("notices another deployer", async () => {
      const deployer = at("Waymark");
      const creator = d.record.deployer;
      const message = await differences({ ...d.record, deployer });
      expect(message.split("; ")).to.deep.equal(
        CONTRACTS.map((contract) => `${contract} was created by ${creator}, not ${deployer}`),
      );
    });

    it("notices another wiring", async () => {
      const { wiring } = d.record;
      const { transaction } = d.record.contracts.Waymark;
      expect(await differences({ ...d.record, wiring: { ...wiring, block: 1 } })).to.equal(
        `the roles were given in block ${wiring.block}, not 1`,
      );
      expect(await differences({ ...d.record, wiring: { ...wiring, transaction } })).to.equal(
        `${transaction} did not give the roles of ${at("AccessManager")}`,
      );
    });
  });

  describe("who governs", () => {
    const STRANGER = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";

    let untouched: SnapshotRestorer;
    let manager: AccessManager;
    beforeEach(async () => {
      untouched = await d.connection.networkHelpers.takeSnapshot();
      const [deployer] = await d.connection.ethers.getSigners();
      manager = AccessManager__factory.connect(at("AccessManager"), deployer);
    });
    afterEach(() => untouched.restore());

    const suspendParty = IWaymark__factory.createInterface().getFunction("suspendParty").selector;
    const acts: readonly (readonly [what: string, act: () => Promise<unknown>, difference: () => string])[] = [
      [
        "somebody else who was given a role",
        () => manager.grantRole(1, STRANGER, 60),
        () => `${STRANGER} is the Registrar too, which the record does not say`,
      ],
      [
        "somebody else who will have it when its grant is in force",
        async () => {
          await manager.setGrantDelay(3, 60);
          await d.connection.networkHelpers.time.increase(6 * 86_400);
          await manager.grantRole(3, STRANGER, 0);
        },
        () => `${STRANGER} is the Governor too, which the record does not say`,
      ],
      [
        "a role that was taken",
        () => manager.revokeRole(2, d.record.deployer),
        () => `${d.record.deployer} is not the Suspender`,
      ],
      [
        "another delay",
        () => manager.grantRole(4, d.record.deployer, 600),
        () => `the Recovery ${d.record.deployer} has a delay of 600 s, not 0`,
      ],
      [
        "a function given to another role",
        () => manager.setTargetFunctionRole(at("Waymark"), [suspendParty], 9),
        () => "suspendParty belongs to role 9, not to the Suspender",
      ],
      [
        "a function given to everybody",
        () => manager.setTargetFunctionRole(at("Waymark"), [suspendParty], 2n ** 64n - 1n),
        () => `suspendParty belongs to role ${2n ** 64n - 1n}, not to the Suspender`,
      ],
      [
        "a role that another role gives",
        () => manager.setRoleAdmin(1, 2),
        () => "the Registrar is given by role 2, not by the Admin",
      ],
      [
        "a role whose acts another role can cancel",
        () => manager.setRoleGuardian(1, 2),
        () => "the Registrar is guarded by role 2, not by the Admin",
      ],
      [
        "a ledger that is closed to governance",
        () => manager.setTargetClosed(at("Waymark"), true),
        () => "the ledger is closed to governance",
      ],
      [
        "another delay on rewiring, days before it is in force",
        () => manager.setTargetAdminDelay(at("Waymark"), 60),
        () => "the delay of the ledger's wiring is 60 s, not 0 s",
      ],
      [
        "another access manager",
        () => manager.updateAuthority(at("Waymark"), at("RegistryAnnex")),
        () => `Waymark uses ${at("RegistryAnnex")} as the AccessManager, not ${at("AccessManager")}`,
      ],
    ];
    for (const [what, act, difference] of acts) {
      it(`notices ${what}`, async () => {
        await act();
        expect(await differences(d.record)).to.equal(difference());
      });
    }
  });
});

import { expect } from "chai";
import { network } from "hardhat";

import { CONTRACTS, type ContractName } from "../../scripts/deployment/contracts.js";
import { deployWaymark, type DeploymentRecord } from "../../scripts/deployment/deployWaymark.js";
import { verifyDeployment } from "../../scripts/deployment/verify.js";
import { WaymarkError } from "../../sdk/errors.js";

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

  async function differencesFrom(contracts: DeploymentRecord["contracts"]): Promise<string> {
    const error: unknown = await verifyDeployment(d, { ...d.record, contracts }).then(
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
    it(`notices other code in the place of ${contract}`, async () => {
      const stranger = { ...d.record.contracts[contract], address: d.record.deployer };
      expect(await differencesFrom({ ...d.record.contracts, [contract]: stranger })).to.equal(
        `${contract} at ${d.record.deployer} has other code`,
      );
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
    for (const [contract, user] of [
      ["RegistryAnnex", "JourneyAnnex"],
      ["AccessManager", "Waymark"],
    ] as const) {
      const { address, codeHash } = d.record.contracts.Waymark;
      const replaced = { ...d.record.contracts[contract], address, codeHash };
      expect(await differencesFrom({ ...d.record.contracts, [contract]: replaced })).to.contain(
        `${user} uses ${at(contract)} as the ${contract}, not ${address}`,
      );
    }
  });

  it("notices every library that is not linked as recorded", async () => {
    const { contracts } = d.record;
    for (const contract of CONTRACTS) {
      for (const library of Object.keys(contracts[contract].libraries)) {
        const { [library]: linked, ...others } = contracts[contract].libraries;
        const changed = { ...contracts, [contract]: { ...contracts[contract], libraries: others } };
        const saying = `${contract} calls ${linked} as ${library}, not any`;
        // Said once, however often the code calls it.
        expect(await differencesFrom(changed)).to.equal(saying);
      }
    }
  });
});

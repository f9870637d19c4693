import { keccak256 } from "ethers";
import { artifacts } from "hardhat";

import { FatalError } from "../../sdk/errors.js";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import { Onward__factory } from "../../typechain-types/factories/contracts/annex/Onward__factory.js";
import { IParties__factory } from "../../typechain-types/factories/contracts/interfaces/IParties__factory.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { CONTRACTS, type ContractName } from "./contracts.js";
import { linksIn } from "./links.js";
import type { DeploymentRecord } from "./options.js";
import { GOVERNANCE, NAMED_ROLES, ROLES } from "./roles.js";
import type { Site } from "./site.js";

const parties = IParties__factory.createInterface();

type Where = Pick<Site, "connection" | "name">;

/**
 * Reads a deployment back from the chain and compares it with its record: code and what is linked into it, annexes and
 * verifiers, authority, functions, roles, delays, and that nobody else was given a role while it was being wired.
 *
 * @throws FatalError naming every difference.
 */
export async function verifyDeployment(where: Where, record: DeploymentRecord): Promise<void> {
  // Each needs what the one before it has found to be there.
  for (const compare of [compareCode, compareParts, compareGovernance]) {
    const differences = await compare(where, record);
    if (differences.length === 0) continue;
    throw new FatalError({
      name: "DeploymentDiffers",
      message: `The ledger on ${where.name} is not what was deployed: ${differences.join("; ")}.`,
      toDo: "Do not use it before it is clear who changed it; the admin's acts are in the access manager's events.",
    });
  }
}

/** The code of every contract. */
async function compareCode({ connection }: Where, { contracts }: DeploymentRecord): Promise<string[]> {
  const { differences, expect } = collect();
  for (const contract of CONTRACTS) {
    const { address, codeHash } = contracts[contract];
    const code = await connection.ethers.provider.getCode(address);
    expect(keccak256(code) === codeHash, `${contract} at ${address} has other code`);
  }
  return differences;
}

/** What the contracts call: libraries, annexes, verifiers, the access manager. All but the last can never change. */
async function compareParts({ connection }: Where, { contracts }: DeploymentRecord): Promise<string[]> {
  const { provider } = connection.ethers;
  const { differences, expect } = collect();
  const compare = (whose: ContractName, uses: string, expected: ContractName) => {
    const { address } = contracts[expected];
    expect(uses === address, `${whose} uses ${uses} as the ${expected}, not ${address}`);
  };

  for (const contract of CONTRACTS) {
    const { deployedLinkReferences } = await artifacts.readArtifact(contract);
    const code = await provider.getCode(contracts[contract].address);
    for (const { library, address } of linksIn(code, deployedLinkReferences)) {
      const named = contracts[contract].libraries[library];
      expect(address === named, `${contract} calls ${address} as ${library}, not ${named ?? "any"}`);
    }
  }
  const onward = (contract: ContractName) => Onward__factory.connect(contracts[contract].address, provider).ONWARD();
  compare("Waymark", await onward("Waymark"), "JourneyAnnex");
  compare("JourneyAnnex", await onward("JourneyAnnex"), "RegistryAnnex");

  const ledger = IWaymark__factory.connect(contracts.Waymark.address, provider);
  const { p256, webAuthn } = await ledger.verifiers();
  compare("Waymark", p256, "ERC7913P256Verifier");
  compare("Waymark", webAuthn, "ERC7913WebAuthnVerifier");
  compare("Waymark", await ledger.authority(), "AccessManager");
  return differences;
}

/** Who may do what at the access manager, and who was given a role before all were. */
async function compareGovernance({ connection }: Where, record: DeploymentRecord): Promise<string[]> {
  const { provider } = connection.ethers;
  const { AccessManager, Waymark } = record.contracts;
  const manager = AccessManager__factory.connect(AccessManager.address, provider);
  const { differences, expect } = collect();

  expect(!(await manager.isTargetClosed(Waymark.address)), "the ledger is closed to governance");

  for (const role of NAMED_ROLES) {
    for (const called of GOVERNANCE[role].functions) {
      const { selector } = parties.getFunction(called);
      const governing = await manager.getTargetFunctionRole(Waymark.address, selector);
      expect(governing === GOVERNANCE[role].id, `${called} belongs to role ${governing}, not to the ${role}`);
    }
    expect((await manager.getRoleAdmin(GOVERNANCE[role].id)) === 0n, `the ${role} is not given by the Admin`);
  }

  for (const role of ROLES) {
    const { account, delay } = record.governance[role];
    const { isMember, executionDelay } = await manager.hasRole(GOVERNANCE[role].id, account);
    expect(isMember, `${account} is not the ${role}`);
    expect(
      !isMember || executionDelay === BigInt(delay),
      `the ${role} ${account} has a delay of ${executionDelay} s, not ${delay}`,
    );
  }
  const holders = ROLES.map((role) => ({ role, account: record.governance[role].account }));
  for (const role of ROLES) {
    if (holders.some((holder) => holder.role === role && holder.account === record.deployer)) continue;
    const { isMember } = await manager.hasRole(GOVERNANCE[role].id, record.deployer);
    expect(!isMember, `the deployer ${record.deployer} still is the ${role}`);
  }

  // Between creation and wiring: later changes are the Admin's own, delayed and in the open.
  const { fromBlock, toBlock } = { fromBlock: AccessManager.block, toBlock: record.wiring.block };
  for (const { args } of await manager.queryFilter(manager.filters.RoleGranted(), fromBlock, toBlock)) {
    const isMeant = holders.some(
      ({ role, account }) => GOVERNANCE[role].id === args.roleId && account === args.account,
    );
    const isFirst = args.roleId === GOVERNANCE.Admin.id && args.account === record.deployer;
    expect(isMeant || isFirst, `${args.account} was given role ${args.roleId} before the wiring was done`);
  }
  // A change of this delay takes effect days later; what is to come stands in its event.
  const delays = await manager.queryFilter(
    manager.filters.TargetAdminDelayUpdated(Waymark.address),
    fromBlock,
    toBlock,
  );
  expect(
    delays.length === 1 && delays[0]?.args.delay === BigInt(record.governance.Admin.delay),
    `the delay of the ledger's wiring is not ${record.governance.Admin.delay} s`,
  );

  return differences;
}

function collect(): { differences: string[]; expect: (isSo: boolean, difference: string) => void } {
  const differences: string[] = [];
  const expect = (isSo: boolean, difference: string) => {
    if (!isSo) differences.push(difference);
  };
  return { differences, expect };
}

import { keccak256 } from "ethers";

import { FatalError } from "../../sdk/errors.js";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import { Waymark__factory } from "../../typechain-types/factories/contracts/Waymark__factory.js";
import { CONTRACTS, type DeploymentRecord } from "./options.js";
import { GOVERNANCE, HELD_ROLES, NAMED_ROLES, type GovernanceRole } from "./roles.js";
import type { Site } from "./site.js";

/**
 * Reads a deployment back from the chain and compares it with its record: code, authority, functions, roles, delays, and
 * that nobody else was given a role while it was being wired.
 *
 * @throws FatalError naming every difference.
 */
export async function verifyDeployment({ connection, name }: Site, record: DeploymentRecord): Promise<void> {
  const { provider } = connection.ethers;
  const { AccessManager, Waymark } = record.contracts;
  const manager = AccessManager__factory.connect(AccessManager.address, provider);
  const ledger = Waymark__factory.connect(Waymark.address, provider);
  const differences: string[] = [];
  const expect = (isSo: boolean, difference: string) => {
    if (!isSo) differences.push(difference);
  };

  for (const contract of CONTRACTS) {
    const { address, codeHash } = record.contracts[contract];
    expect(keccak256(await provider.getCode(address)) === codeHash, `${contract} at ${address} has other code`);
  }
  // Without its code nothing else can be asked.
  if (differences.length > 0) throw differing(name, differences);

  expect((await ledger.authority()) === AccessManager.address, "the ledger obeys another access manager");
  expect(!(await manager.isTargetClosed(Waymark.address)), "the ledger is closed to governance");

  for (const role of NAMED_ROLES) {
    for (const called of GOVERNANCE[role].functions) {
      const { selector } = ledger.interface.getFunction(called);
      const governing = await manager.getTargetFunctionRole(Waymark.address, selector);
      expect(governing === GOVERNANCE[role].id, `${called} belongs to role ${governing}, not to the ${role}`);
    }
    expect((await manager.getRoleAdmin(GOVERNANCE[role].id)) === 0n, `the ${role} is not given by the Admin`);
  }

  for (const role of HELD_ROLES) {
    const { account, delay } = record.governance[role];
    const { isMember, executionDelay } = await manager.hasRole(GOVERNANCE[role].id, account);
    expect(isMember, `${account} is not the ${role}`);
    expect(
      !isMember || executionDelay === BigInt(delay),
      `the ${role} ${account} has a delay of ${executionDelay} s, not ${delay}`,
    );
  }
  const holders = HELD_ROLES.map((role) => ({ role, account: record.governance[role].account }));
  for (const role of Object.keys(GOVERNANCE) as GovernanceRole[]) {
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

  if (differences.length > 0) throw differing(name, differences);
}

function differing(name: string, differences: readonly string[]): FatalError {
  return new FatalError({
    name: "DeploymentDiffers",
    message: `The ledger on ${name} is not what was deployed: ${differences.join("; ")}.`,
    toDo: "Do not use it before it is clear who changed it; the admin's acts are in the access manager's events.",
  });
}

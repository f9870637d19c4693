import { check, type Checked, type DeploymentCheck } from "./check.js";
import { managerEvents, managerOf } from "./manager.js";
import { GOVERNANCE, ROLES, type GovernanceRole } from "./roles.js";

/** Who holds the roles: those of the record with their delays, and nobody else, the deployer least of all. */
export async function checkHolders(checked: Checked): Promise<DeploymentCheck[]> {
  const { record } = checked;
  const grants = (await managerEvents(checked, "RoleGranted")).map(({ args, block }) => ({
    // The types of the event's parameters.
    role: args.getValue("roleId") as bigint,
    account: args.getValue("account") as string,
    block,
  }));
  const ofRoles = await Promise.all(
    ROLES.map(async (role) => {
      const { account, delay } = record.governance[role];
      const granted = grants.filter((grant) => grant.role === GOVERNANCE[role].id).map((grant) => grant.account);
      const others = [...new Set([...granted, record.deployer])].filter((other) => other !== account);
      return [
        await checkHolder(checked, role, account, BigInt(delay)),
        ...(await Promise.all(others.map((other) => checkOther(checked, role, other)))),
      ];
    }),
  );

  // Between creation and wiring: later changes are the Admin's own, delayed and in the open.
  const early = grants.filter(({ role, account, block }) => {
    const isMeant = ROLES.some((each) => GOVERNANCE[each].id === role && record.governance[each].account === account);
    const isFirst = role === GOVERNANCE.Admin.id && account === record.deployer;
    return block <= record.wiring.block && !isMeant && !isFirst;
  });
  const [first] = early;
  const wiring = check(
    "AccessManager",
    "given before it was wired",
    "nothing else",
    first === undefined,
    () => `${first?.account ?? ""} was given role ${first?.role ?? ""} before the wiring was done`,
  );
  return [...ofRoles.flat(), wiring];
}

async function checkHolder(
  checked: Checked,
  role: GovernanceRole,
  account: string,
  delay: bigint,
): Promise<DeploymentCheck> {
  const { isMember, currentDelay, pendingDelay, effect } = await accessOf(checked, role, account);
  const isSettled = currentDelay === delay && effect === 0n;
  return check(role, "held by", `${account} after ${delay} s`, isMember && isSettled, () => {
    if (!isMember) return `${account} is not the ${role}`;
    return currentDelay === delay
      ? `the ${role} ${account} is about to have a delay of ${pendingDelay} s, not ${delay}`
      : `the ${role} ${account} has a delay of ${currentDelay} s, not ${delay}`;
  });
}

async function checkOther(checked: Checked, role: GovernanceRole, account: string): Promise<DeploymentCheck> {
  const { isMember } = await accessOf(checked, role, account);
  return check(role, "not held by", account, !isMember, () =>
    account === checked.record.deployer
      ? `the deployer ${account} still is the ${role}`
      : `${account} is the ${role} too, which the record does not say`,
  );
}

/** Also of a grant that is made, and not in force yet. */
async function accessOf(checked: Checked, role: GovernanceRole, account: string) {
  const access = await managerOf(checked).getAccess(GOVERNANCE[role].id, account, { blockTag: checked.block });
  const { since, currentDelay, pendingDelay, effect } = access;
  return { isMember: since !== 0n, currentDelay, pendingDelay, effect };
}

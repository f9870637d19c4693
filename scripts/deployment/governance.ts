import { getAddress, ZeroAddress } from "ethers";

import type { DeploymentRecord } from "../../sdk/deployment/record.js";
import { FatalError } from "../../sdk/errors.js";
import type { WaymarkParameters } from "../../modules/Waymark.js";
import { tabulate } from "../../sdk/deployment/contracts.js";
import type { DeployOptions } from "./options.js";
import { GOVERNANCE, ROLES, type GovernanceRole } from "../../sdk/deployment/roles.js";

export type Governance = DeploymentRecord["governance"];

/** Environment variable that names the account of a role. */
export const ROLE_VARIABLES = {
  Admin: "WAYMARK_ADMIN",
  Registrar: "WAYMARK_REGISTRAR",
  Suspender: "WAYMARK_SUSPENDER",
  Governor: "WAYMARK_GOVERNOR",
  Recovery: "WAYMARK_RECOVERY",
} as const satisfies Readonly<Record<GovernanceRole, string>>;

/**
 * Who gets which role with which delay.
 *
 * @throws FatalError when a public network is not given an account for each role, or the deployer is to keep one there.
 */
export function planGovernance(
  { roles = {}, delays }: DeployOptions,
  deployer: string,
  network: { readonly name: string; readonly isLocal: boolean },
): Governance {
  if (!network.isLocal && delays === "none") {
    throw new FatalError({
      name: "DelaysMissing",
      message: `On ${network.name} the roles act with their delays.`,
      toDo: "Leave the delays on; only a local chain goes without.",
    });
  }
  const withDelays = !network.isLocal || delays === "public";
  const accountOf = (role: GovernanceRole): string => {
    const account = roles[role];
    if (account !== undefined) return readAddress(role, account);
    if (network.isLocal) return deployer;
    throw new FatalError({
      name: "RoleUnassigned",
      message: `Nobody is named for the ${role} on ${network.name}.`,
      toDo: `Set ${ROLE_VARIABLES[role]} to the address${role === "Admin" ? " of the multisig" : ""}.`,
    });
  };
  const governance = tabulate(ROLES, (role) => ({
    account: accountOf(role),
    delay: withDelays ? GOVERNANCE[role].delay : 0,
  }));

  for (const role of ROLES) {
    const isKept = governance[role].account === deployer;
    if (!isKept || (network.isLocal && !(withDelays && role === "Admin"))) continue;
    throw new FatalError({
      name: "DeployerKeepsRole",
      message: `The deployer ${deployer} may not be the ${role} ${network.isLocal ? "when the delays are on" : `on ${network.name}`}.`,
      toDo: `Set ${ROLE_VARIABLES[role]} to another account; only on a local chain without delays the deployer keeps roles.`,
    });
  }
  return governance;
}

/** A ledger that stands is not governed anew by a deployment: its Admin does that. */
export function checkSettings(planned: Governance, { governance }: DeploymentRecord): void {
  const changed = ROLES.find(
    (role) => planned[role].account !== governance[role].account || planned[role].delay !== governance[role].delay,
  );
  if (changed === undefined) return;
  const said = ({ account, delay }: Governance[GovernanceRole]) => `${account} with a delay of ${delay} s`;
  throw new FatalError({
    name: "GovernanceChanged",
    message: `The ledger was deployed with ${said(governance[changed])} as ${changed}, and the settings now say ${said(planned[changed])}.`,
    toDo: `Set ${ROLE_VARIABLES[changed]} back; to change who governs, the Admin grants and revokes at the access manager.`,
  });
}

/** The parameters of the Ignition module. */
export function moduleParameters(governance: Governance, deployer: string): WaymarkParameters {
  const { Admin, Registrar, Suspender, Governor, Recovery } = governance;
  return {
    admin: Admin.account,
    adminDelay: Admin.delay,
    registrar: Registrar.account,
    registrarDelay: Registrar.delay,
    suspender: Suspender.account,
    suspenderDelay: Suspender.delay,
    governor: Governor.account,
    governorDelay: Governor.delay,
    recovery: Recovery.account,
    recoveryDelay: Recovery.delay,
    leaver: Admin.account === deployer ? ZeroAddress : deployer,
  };
}

function readAddress(role: GovernanceRole, value: string): string {
  let address = ZeroAddress;
  try {
    address = getAddress(value);
  } catch {
    // Said below, together with the zero address.
  }
  if (address !== ZeroAddress) return address;
  throw new FatalError({
    name: "RoleAddressInvalid",
    message: `"${value}" is not an address that can be the ${role}.`,
    toDo: `Set ${ROLE_VARIABLES[role]} to 0x and 40 hexadecimal digits, with a correct checksum or all in lower case.`,
  });
}

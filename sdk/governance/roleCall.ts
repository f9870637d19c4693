import { ACCESS_MANAGER } from "../operations/abis.js";
import type { WaymarkClient } from "../client.js";
import { GovernanceRole } from "../vocabulary.js";
import type { ScheduledAct } from "./scheduledActs.js";

/** A change of who holds a governing role. */
export interface RoleChange {
  readonly role: keyof typeof GovernanceRole;
  readonly account: string;
  /** Seconds between announcing an act and doing it, for who gets the role; undefined takes the role. */
  readonly delay: number | undefined;
}

/** The call of the access manager that changes who holds a role: the Admin's, announced and executed like its other acts. */
export async function roleCall(
  { ledger }: Pick<WaymarkClient, "ledger">,
  { role, account, delay }: RoleChange,
): Promise<Pick<ScheduledAct, "target" | "data">> {
  const id = GovernanceRole[role];
  const data =
    delay === undefined
      ? ACCESS_MANAGER.encodeFunctionData("revokeRole", [id, account])
      : ACCESS_MANAGER.encodeFunctionData("grantRole", [id, account, delay]);
  return { target: await ledger.authority(), data };
}

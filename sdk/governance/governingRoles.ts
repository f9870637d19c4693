import { IAccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/IAccessManager__factory.js";
import type { WaymarkClient } from "../client.js";
import { GovernanceRole, namesOf } from "../vocabulary.js";

/** A governing role that an account has. */
export interface GoverningRole {
  readonly role: keyof typeof GovernanceRole;
  /** Seconds between scheduling an act and executing it; 0 = at once. */
  readonly delay: number;
}

/** The governing roles that an account has at the access manager beside the ledger. */
export async function readGoverningRoles(client: WaymarkClient, account: string): Promise<GoverningRole[]> {
  const manager = IAccessManager__factory.connect(await client.ledger.authority(), client.provider);
  const roles = await Promise.all(
    namesOf(GovernanceRole).map(async (role) => {
      const { isMember, executionDelay } = await manager.hasRole(GovernanceRole[role], account);
      return isMember ? [{ role, delay: Number(executionDelay) }] : [];
    }),
  );
  return roles.flat();
}

import { IParties__factory } from "../../typechain-types/factories/contracts/interfaces/IParties__factory.js";
import type { IPartiesInterface } from "../../typechain-types/contracts/interfaces/IParties.js";
import { GovernanceRole as Role } from "../vocabulary.js";

type PartiesFunction = Parameters<IPartiesInterface["getFunction"]>[0];

/** A role of the AccessManager beside the ledger. */
interface GovernedRole {
  /** Number in the AccessManager; 0 is its own admin role. */
  readonly id: bigint;
  /** Seconds between announcing an act and doing it, on public networks. */
  readonly delay: number;
  /** Functions of the ledger that it alone may call. */
  readonly functions: readonly PartiesFunction[];
}

const DAY = 86_400;

/**
 * Who governs admission: the one place that says the roles' delays and functions. None can change, remove or
 * back-date a record.
 */
export const GOVERNANCE = {
  Admin: { id: BigInt(Role.Admin), delay: 5 * DAY, functions: [] },
  Registrar: {
    id: BigInt(Role.Registrar),
    delay: DAY,
    functions: ["admitParty", "setGrant", "assignPrefix", "reinstateParty"],
  },
  Suspender: { id: BigInt(Role.Suspender), delay: 0, functions: ["suspendParty"] },
  Governor: {
    id: BigInt(Role.Governor),
    delay: 5 * DAY,
    functions: ["setTerritory", "setCustomsLive", "appointSuccessor", "announceSuccessor"],
  },
  // What it proposes waits seven more days in the ledger, where the party's present manager may veto it.
  Recovery: { id: BigInt(Role.Recovery), delay: DAY, functions: ["proposeManager"] },
} as const satisfies Readonly<Record<string, GovernedRole>>;

export type GovernanceRole = keyof typeof GOVERNANCE;

/** Roles besides the AccessManager's own admin role, which has a name and its functions already. */
export const NAMED_ROLES = [
  "Registrar",
  "Suspender",
  "Governor",
  "Recovery",
] as const satisfies readonly GovernanceRole[];

/** All roles: each has an account named for it. */
export const ROLES = ["Admin", ...NAMED_ROLES] as const satisfies readonly GovernanceRole[];

const parties = IParties__factory.createInterface();

/** Selectors of the functions that `role` alone may call. */
export function selectorsOf(role: GovernanceRole): string[] {
  return GOVERNANCE[role].functions.map((name) => parties.getFunction(name).selector);
}

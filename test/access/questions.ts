import type { GovernanceRole } from "../../sdk/deployment/roles.js";
import { signerIdOf } from "../../sdk/ids.js";
import { Role, type RoleName } from "../../sdk/vocabulary.js";
import { FOREVER, at } from "../support/world.js";
import type { Refusal } from "../support/records.js";
import { GOVERNORS, isGrantedAt, managerOf, allBut, type Subject } from "./accessWorld.js";
import type { Cell, Question } from "./row.js";

const idOf = ({ w, subject }: Cell): bigint => w.subjects[subject].id;
const signerOf = ({ account }: Cell): string => signerIdOf(account.wallet.address);

/* GOVERNANCE AND MANAGERS */

/** The AccessManager must know the account in this role. */
export const governs =
  (role: GovernanceRole): Question =>
  ({ account }) =>
    account === GOVERNORS[role] ? undefined : ["AccessManagedUnauthorized", account.wallet.address];

/** Nobody but the AccessManager itself, which is no account of the matrix. */
export const isAccessManager: Question = ({ account }) => ["AccessManagedUnauthorized", account.wallet.address];

/** The party is in good standing. */
export const standing: Question = (cell) =>
  cell.subject === "suspended" ? ["PartyIsSuspended", idOf(cell), cell.w.suspendedAt] : undefined;

/** The account is the party's manager. */
export const manages: Question = (cell) =>
  isManagerOf(cell, cell.subject) ? undefined : ["NotManager", idOf(cell), signerOf(cell)];

/** The account is the manager of the product's registrant. */
export const managesRegistrant: Question = (cell) =>
  isManagerOf(cell, "registrant") ? undefined : ["NotManager", cell.w.subjects.registrant.id, signerOf(cell)];

function isManagerOf({ account }: Cell, subject: Subject): boolean {
  return account.wallet.address === managerOf(subject).wallet.address;
}

/** The party has this part in the matter; the error that says whose it is. */
export const isOneOf =
  (subjects: readonly Subject[], refusal: (cell: Cell, party: bigint) => Refusal): Question =>
  (cell) =>
    subjects.includes(cell.subject) ? undefined : refusal(cell, idOf(cell));

/* KEYS */

/** The account is a key of the party that is valid now. */
export const isKey: Question = (cell) => {
  const { key } = cell.account;
  const [party, signer] = [idOf(cell), signerOf(cell)];
  if (key === undefined) return ["SignerUnknown", party, signer];
  if (key.ended === "revoked") return ["SignerIsRevoked", party, signer, cell.w.revokedAt.get(cell.subject)];
  if (key.ended === "expired") return ["SignerNotValid", party, signer, 0, cell.w.expiredAt.get(cell.subject)];
  if (key.ended === "early") return ["SignerNotValid", party, signer, FOREVER, FOREVER];
  return undefined;
};

/** The key carries the role. */
export const carries =
  (role: RoleName): Question =>
  (cell) =>
    carriesOneOf(cell, [role]) ? undefined : ["SignerLacksRole", idOf(cell), signerOf(cell), Role[role]];

/** The key carries one of the roles. */
export const carriesAny =
  (roles: readonly RoleName[]): Question =>
  (cell) =>
    carriesOneOf(cell, roles) ? undefined : ["SignerLacksRole", idOf(cell), signerOf(cell), Role.None];

function carriesOneOf({ account }: Cell, roles: readonly RoleName[]): boolean {
  return account.key?.roles.some((role) => roles.includes(role)) ?? false;
}

/** The key may write about the place, or the whole of a wider one. */
export const keyCovers =
  (place: string): Question =>
  (cell) => {
    const scope = cell.account.key?.scope ?? "";
    return place.startsWith(scope) ? undefined : ["SignerOutOfScope", idOf(cell), signerOf(cell), at(scope), at(place)];
  };

/* RECORDS AND GRANTS */

/** The key carries the role of the record. */
export const carriesItsRole: Question = (cell) => carries(cell.role)(cell);

/** The party is granted the role at the scope that the call relies on. */
export const granted: Question = (cell) => isGranted(cell, cell.role);

/** The party is granted this role at the scope that the call relies on. */
export const grantedAs =
  (role: RoleName): Question =>
  (cell) =>
    isGranted(cell, role);

function isGranted(cell: Cell, role: RoleName): Refusal | undefined {
  const { subject, scope } = cell;
  const some = scope.length === 2 && scope.startsWith("A") && scope !== allBut(role);
  return some || isGrantedAt(subject, scope) ? undefined : ["RoleNotGranted", idOf(cell), at(scope), Role[role]];
}

/** The grant that the record relies on covers its place. */
export const grantCovers =
  (place: string): Question =>
  ({ scope }) =>
    place.startsWith(scope) ? undefined : ["OutOfScope", at(scope), at(place)];

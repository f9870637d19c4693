import type { PartyId, SignerId } from "../../sdk/ids.js";
import { Role, type RoleName } from "../../sdk/vocabulary.js";
import { bytes5, covers } from "./places.js";
import { refuse } from "./refusal.js";
import { keyOf, type Signer, type State } from "./state.js";

/** Who acts, with which key, at which time of the chain. */
export interface Actor {
  readonly party: PartyId;
  readonly signer: SignerId;
  /** Seconds since 1970. */
  readonly now: number;
}

/** The roles that trade and carry; the others are authorities. */
export const COMMERCE: readonly RoleName[] = [
  "Brand",
  "Seller",
  "Factory",
  "Carrier",
  "Broker",
  "Warehouse",
  "Retailer",
];
/** Who makes up containers and labels items. */
export const HANDLING: readonly RoleName[] = [...COMMERCE, "Port"];

/** The party is admitted and not suspended. */
export function requireStanding(state: State, party: PartyId): void {
  const known = state.parties.get(party);
  if (known === undefined) refuse("PartyUnknown", party);
  if (known.suspendedAt !== 0) refuse("PartyIsSuspended", party, known.suspendedAt);
}

/** The key is the manager of a party in good standing. */
export function requireManager(state: State, party: PartyId, signer: SignerId): void {
  requireStanding(state, party);
  if (state.parties.get(party)?.manager !== signer) refuse("NotManager", party, signer);
}

/** The key is one of the party's, and valid now. */
export function requireValid(state: State, { party, signer, now }: Actor): Signer {
  const key = state.signers.get(keyOf(party, signer));
  if (key === undefined) refuse("SignerUnknown", party, signer);
  if (key.revokedAt !== 0) refuse("SignerIsRevoked", party, signer, key.revokedAt);
  if (now < key.validFrom || now > key.validUntil) {
    refuse("SignerNotValid", party, signer, key.validFrom, key.validUntil);
  }
  return key;
}

/** The key carries one of the roles. With one role alone the error names it. */
export function requireSigner(state: State, actor: Actor, roles: readonly RoleName[]): Signer {
  const key = requireValid(state, actor);
  const [only, ...others] = roles;
  if (!key.roles.some((role) => roles.includes(role))) {
    const named = only !== undefined && others.length === 0 ? Role[only] : Role.None;
    refuse("SignerLacksRole", actor.party, actor.signer, named);
  }
  return key;
}

/** … and its scope contains the place. */
export function requireSignerAt(state: State, actor: Actor, roles: readonly RoleName[], place: string): void {
  const { scope } = requireSigner(state, actor, roles);
  if (!covers(scope, place)) {
    refuse("SignerOutOfScope", actor.party, actor.signer, bytes5(scope), bytes5(place));
  }
}

/** The key may write for its party in this role, by the party's grant at `scope`, about this place. */
export function requireEntitled(state: State, actor: Actor, role: number, scope: string, place: string): void {
  const { party, signer } = actor;
  const key = requireValid(state, actor);
  const granted = state.grants.get(keyOf(party, scope)) ?? [];
  const carries = (roles: readonly RoleName[]): boolean => roles.some((each) => Role[each] === role);
  if (!carries(key.roles)) refuse("SignerLacksRole", party, signer, role);
  if (!carries(granted)) refuse("RoleNotGranted", party, bytes5(scope), role);
  if (!covers(key.scope, place)) refuse("SignerOutOfScope", party, signer, bytes5(key.scope), bytes5(place));
  if (!covers(scope, place)) refuse("OutOfScope", bytes5(scope), bytes5(place));
  requireStanding(state, party);
}

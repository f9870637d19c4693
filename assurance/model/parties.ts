import { signerIdOf, type PartyId, type SignerId } from "../../sdk/ids.js";
import { ROLE_NAMES, type RoleName } from "../../sdk/vocabulary.js";
import { requireManager, requireStanding } from "./entitlement.js";
import { bytes2, bytes5, isCountry, isUnLocode } from "./places.js";
import { refuse } from "./refusal.js";
import { keyOf, put, type Signer, type State } from "./state.js";

/**
 * What governance and managers decide of parties, as far as records depend on it. Who governs is the AccessManager's
 * business; here governance acts.
 */
export const governance = {
  /** A party is admitted, under the next number. */
  admitParty: (state: State, manager: string): State => {
    const party = BigInt(state.parties.size) + 1n;
    return { ...state, parties: put(state.parties, party, { manager: signerIdOf(manager), suspendedAt: 0 }) };
  },

  setGrant: (state: State, party: PartyId, scope: string, roles: readonly RoleName[]): State => {
    requireAdmitted(state, party);
    requireScope(scope);
    return { ...state, grants: put(state.grants, keyOf(party, scope), inOrder(roles)) };
  },

  suspendParty: (state: State, party: PartyId, now: number): State => {
    requireStanding(state, party);
    return withSuspension(state, party, now);
  },

  reinstateParty: (state: State, party: PartyId): State => {
    requireAdmitted(state, party);
    if (state.parties.get(party)?.suspendedAt === 0) refuse("PartyNotSuspended", party);
    return withSuspension(state, party, 0);
  },

  assignPrefix: (state: State, prefix: string, party: PartyId): State => {
    requireAdmitted(state, party);
    return { ...state, prefixes: put(state.prefixes, prefix, party) };
  },

  setTerritory: (state: State, country: string, territory: string): State => {
    for (const code of [country, territory]) requireCountry(code);
    return { ...state, territories: put(state.territories, country, territory) };
  },

  setCustomsLive: (state: State, territory: string, live: boolean): State => {
    requireCountry(territory);
    const others = [...state.customsLive].filter((each) => each !== territory);
    return { ...state, customsLive: new Set(live ? [...others, territory] : others) };
  },

  appointSuccessor: (state: State, authority: PartyId, successor: PartyId): State => {
    requireAdmitted(state, authority);
    if (successor !== 0n) requireAdmitted(state, successor);
    if (successor === authority) refuse("SamePartyTwice", authority);
    return { ...state, successors: put(state.successors, authority, successor) };
  },
};

/** What the manager of a party says of its keys and mandates. */
export const management = {
  addSigner: (state: State, manager: SignerId, party: PartyId, signer: SignerId, key: Signer): State => {
    requireManager(state, party, manager);
    if (key.roles.length === 0) refuse("RolesInvalid", 0n);
    requireScope(key.scope);
    if (state.signers.has(keyOf(party, signer))) refuse("SignerExists", party, signer);
    return { ...state, signers: put(state.signers, keyOf(party, signer), { ...key, roles: inOrder(key.roles) }) };
  },

  /** The key is revoked now. A suspended party writes nothing, but can still disown a stolen key. */
  revokeSigner: (state: State, manager: SignerId, party: PartyId, signer: SignerId, now: number): State => {
    if (state.parties.get(party)?.manager !== manager) refuse("NotManager", party, manager);
    const key = state.signers.get(keyOf(party, signer));
    if (key === undefined) refuse("SignerUnknown", party, signer);
    if (key.revokedAt !== 0) refuse("SignerIsRevoked", party, signer, key.revokedAt);
    return { ...state, signers: put(state.signers, keyOf(party, signer), { ...key, revokedAt: now }) };
  },

  setMandate: (
    state: State,
    manager: SignerId,
    principal: PartyId,
    agent: PartyId,
    roles: readonly RoleName[],
  ): State => {
    requireManager(state, principal, manager);
    requireAdmitted(state, agent);
    if (principal === agent) refuse("SamePartyTwice", agent);
    return { ...state, mandates: put(state.mandates, keyOf(principal, agent), inOrder(roles)) };
  },
};

/** Roles in the order of their numbers, each once. */
function inOrder(roles: readonly RoleName[]): RoleName[] {
  return ROLE_NAMES.filter((role) => roles.includes(role));
}

function withSuspension(state: State, id: PartyId, suspendedAt: number): State {
  const party = state.parties.get(id);
  return party === undefined ? state : { ...state, parties: put(state.parties, id, { ...party, suspendedAt }) };
}

function requireAdmitted(state: State, party: PartyId): void {
  if (!state.parties.has(party)) refuse("PartyUnknown", party);
}

function requireScope(scope: string): void {
  if (scope !== "" && !isCountry(scope) && !isUnLocode(scope)) refuse("ScopeInvalid", bytes5(scope));
}

function requireCountry(code: string): void {
  if (!isCountry(code)) refuse("CountryInvalid", bytes2(code));
}

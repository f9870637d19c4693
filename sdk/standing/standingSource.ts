import { toBeHex } from "ethers";

import type { WaymarkClient } from "../client.js";
import type { PartyId, SignerId } from "../ids.js";
import { fromBytes5, toBytes5, type Scope } from "../places/scope.js";
import { bitsOf } from "../proof/bits.js";
import { grantSlot, mandateSlot, partySlots, signerSlot } from "../proof/slots.js";
import type { ProvenState } from "../proof/stateProof.js";

/** What the ledger keeps of a key now. */
export interface KeptKey {
  /** A set of roles as the ledger keeps it. */
  readonly roles: bigint;
  readonly scope: Scope;
  readonly validFrom: bigint;
  readonly validUntil: bigint;
  /** Chain time, seconds; 0 = not revoked. */
  readonly revokedAt: bigint;
  readonly compromisedSince: bigint;
}

/** What the ledger keeps of parties at one block: what standings from logs are held against. */
export interface StandingSource {
  /** Chain time of suspension, seconds; 0 = in good standing. */
  readonly suspendedAt: (party: PartyId) => Promise<bigint>;
  readonly grant: (party: PartyId, scope: Scope) => Promise<bigint>;
  readonly key: (party: PartyId, signer: SignerId) => Promise<KeptKey>;
  readonly mandate: (principal: PartyId, agent: PartyId) => Promise<bigint>;
}

/** As a node answers. */
export function askedStandings({ ledger }: WaymarkClient, block: number): StandingSource {
  const at = { blockTag: block };
  return {
    suspendedAt: async (party) => (await ledger.partyOf(party, at)).suspendedAt,
    grant: async (party, scope) => await ledger.grantOf(party, toBytes5(scope), at),
    key: async (party, signer) => {
      const kept = await ledger.signerOf(party, signer, at);
      const { roles, validFrom, validUntil, revokedAt, compromisedSince } = kept;
      return { roles, scope: fromBytes5(kept.scope), validFrom, validUntil, revokedAt, compromisedSince };
    },
    mandate: async (principal, agent) => await ledger.mandateOf(principal, agent, at),
  };
}

/** As slots prove. */
export function provenStandings(read: ProvenState["read"]): StandingSource {
  // Solidity keeps the fields of a struct from the low end, in their order.
  const soon = <Value>(value: Value): Promise<Value> => Promise.resolve(value);
  return {
    suspendedAt: (party) => soon(bitsOf(partySlots(party).map(read)[0] ?? 0n, 200, 40)),
    grant: (party, scope) => soon(bitsOf(read(grantSlot(party, scope)), 0, 16)),
    key: (party, signer) => {
      const slot = read(signerSlot(party, signer));
      return soon({
        roles: bitsOf(slot, 0, 16),
        scope: fromBytes5(toBeHex(bitsOf(slot, 16, 40), 5)),
        validFrom: bitsOf(slot, 56, 40),
        validUntil: bitsOf(slot, 96, 40),
        revokedAt: bitsOf(slot, 136, 40),
        compromisedSince: bitsOf(slot, 176, 40),
      });
    },
    mandate: (principal, agent) => soon(bitsOf(read(mandateSlot(principal, agent)), 0, 16)),
  };
}

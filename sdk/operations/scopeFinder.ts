import type { WaymarkClient } from "../client.js";
import type { PartyId } from "../ids.js";
import { parseScope, toBytes5 } from "../places/scope.js";
import { rolesIn, type RoleName } from "../vocabulary.js";

/** Finds the scope at which a party was granted a role for a place. */
export type ScopeFinder = (party: PartyId, role: RoleName, place: string) => Promise<string>;

/** Finds scopes, each once: many records of one writer ask for the same. */
export function scopeFinder(client: WaymarkClient): ScopeFinder {
  const found = new Map<string, Promise<string>>();
  return (party, role, place) => {
    const key = `${party} ${role} ${place}`;
    const scope = found.get(key) ?? grantScope(client, party, role, place);
    found.set(key, scope);
    return scope;
  };
}

/**
 * The scope at which a party was granted a role for a place: the place, its country, or anywhere.
 *
 * @returns The narrowest that was; the place itself when none was, for the ledger to say so.
 */
async function grantScope({ ledger }: WaymarkClient, party: PartyId, role: RoleName, place: string): Promise<string> {
  const scopes = [...new Set([place, place.slice(0, 2), ""])];
  const grants = await Promise.all(scopes.map((scope) => ledger.grantOf(party, toBytes5(parseScope(scope)))));
  return scopes.find((_, index) => rolesIn(grants[index] ?? 0n).includes(role)) ?? place;
}

import type { WaymarkClient } from "../client.js";
import { decodeError } from "../errors.js";
import type { PartyId } from "../ids.js";
import { toBytes5 } from "../places/scope.js";
import { roleSet } from "../vocabulary.js";
import type { Standing, Standings } from "./standings.js";

/**
 * Holds standings that were read from logs against what the ledger keeps, so that a provider that left out or made up a log is
 * found out: the last entry of each must be what the ledger says at that block.
 *
 * @returns One sentence for each that differs; none when all agree.
 * @throws WaymarkError when the chain cannot be read.
 */
export async function checkStandings(client: WaymarkClient, standings: Standings, block: number): Promise<string[]> {
  try {
    const found = [...standings].map(async ([party, standing]) => await checkStanding(client, party, standing, block));
    return (await Promise.all(found)).flat();
  } catch (caught) {
    throw decodeError(caught, client.ledger.interface);
  }
}

async function checkStanding(
  { ledger }: WaymarkClient,
  party: PartyId,
  { suspended, grants, keys, mandates }: Standing,
  block: number,
): Promise<string[]> {
  const at = { blockTag: block };
  const differs = (what: string): string =>
    `What the logs say of ${what} of party ${party} is not what the ledger has.`;
  const standing = async (): Promise<string[]> => {
    const { suspendedAt } = await ledger.partyOf(party, at);
    return (suspendedAt !== 0n) === (suspended.at(-1)?.value ?? false) ? [] : [differs("the suspension")];
  };
  const granted = [...grants].map(async ([scope, entries]) => {
    const roles = await ledger.grantOf(party, toBytes5(scope), at);
    return roles === BigInt(roleSet(entries.at(-1)?.value ?? [])) ? [] : [differs(`the grant at "${scope}"`)];
  });
  const held = [...keys].map(async ([id, key]) => {
    const kept = await ledger.signerOf(party, id, at);
    const same =
      kept.roles === BigInt(roleSet(key.roles)) &&
      kept.scope === toBytes5(key.scope) &&
      kept.validFrom === BigInt(key.validFrom) &&
      kept.validUntil === BigInt(key.validUntil) &&
      (kept.revokedAt !== 0n) === (key.revoked !== undefined) &&
      kept.compromisedSince === BigInt(key.compromisedSince);
    return same ? [] : [differs(`the key ${id}`)];
  });
  const mandated = [...mandates].map(async ([agent, entries]) => {
    const roles = await ledger.mandateOf(party, agent, at);
    return roles === BigInt(roleSet(entries.at(-1)?.value ?? [])) ? [] : [differs(`the mandate of party ${agent}`)];
  });
  return (await Promise.all([standing(), ...granted, ...held, ...mandated])).flat();
}

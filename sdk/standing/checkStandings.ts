import type { PartyId } from "../ids.js";
import { grantSlot, mandateSlot, partySlots, signerSlot, type Slot } from "../proof/slots.js";
import { roleSet } from "../vocabulary.js";
import type { Standing, Standings } from "./standings.js";
import type { StandingSource } from "./standingSource.js";

/**
 * Holds standings that were read from logs against what the ledger keeps: the last entry of each must be what the ledger says.
 *
 * What the state no longer shows is not found out: entries that were left out together and leave the same in the end, such as
 * a suspension with its reinstatement; a grant, key or mandate that is not named at all; and at which place in the chain each
 * log stood. None of these lets a record in: the ledger judged every record when it took it.
 *
 * @returns One sentence for each that differs; none when all agree.
 */
export async function checkStandings(source: StandingSource, standings: Standings): Promise<string[]> {
  const found = [...standings].map(async ([party, standing]) => await checkStanding(source, party, standing));
  return (await Promise.all(found)).flat();
}

async function checkStanding(
  source: StandingSource,
  party: PartyId,
  { suspended, grants, keys, mandates }: Standing,
): Promise<string[]> {
  const differs = (what: string): string =>
    `What the logs say of ${what} of party ${party} is not what the ledger has.`;
  const standing = async (): Promise<string[]> => {
    const isSuspended = (await source.suspendedAt(party)) !== 0n;
    return isSuspended === (suspended.at(-1)?.value ?? false) ? [] : [differs("the suspension")];
  };
  const granted = [...grants].map(async ([scope, entries]) => {
    const roles = BigInt(roleSet(entries.at(-1)?.value ?? []));
    return (await source.grant(party, scope)) === roles ? [] : [differs(`the grant at "${scope}"`)];
  });
  const held = [...keys].map(async ([id, key]) => {
    const kept = await source.key(party, id);
    const same =
      kept.roles === BigInt(roleSet(key.roles)) &&
      kept.scope === key.scope &&
      kept.validFrom === BigInt(key.validFrom) &&
      kept.validUntil === BigInt(key.validUntil) &&
      (kept.revokedAt !== 0n) === (key.revoked !== undefined) &&
      kept.compromisedSince === BigInt(key.compromisedSince);
    return same ? [] : [differs(`the key ${id}`)];
  });
  const mandated = [...mandates].map(async ([agent, entries]) => {
    const roles = BigInt(roleSet(entries.at(-1)?.value ?? []));
    return (await source.mandate(party, agent)) === roles ? [] : [differs(`the mandate of party ${agent}`)];
  });
  return (await Promise.all([standing(), ...granted, ...held, ...mandated])).flat();
}

/** The slots that a check by proof reads. */
export function standingSlotsOf(standings: Standings): Slot[] {
  return [...standings].flatMap(([party, { grants, keys, mandates }]) => [
    ...partySlots(party),
    ...[...grants.keys()].map((scope) => grantSlot(party, scope)),
    ...[...keys.keys()].map((key) => signerSlot(party, key)),
    ...[...mandates.keys()].map((agent) => mandateSlot(party, agent)),
  ]);
}

import type { PartyId } from "../ids.js";
import { grantSlot, mandateSlot, partySlots, signerSlot, type Slot } from "../proof/slots.js";
import { en, zh, type Text } from "../text.js";
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
export async function checkStandings(source: StandingSource, standings: Standings): Promise<Text[]> {
  const found = [...standings].map(async ([party, standing]) => await checkStanding(source, party, standing));
  return (await Promise.all(found)).flat();
}

async function checkStanding(
  source: StandingSource,
  party: PartyId,
  { suspended, grants, keys, mandates }: Standing,
): Promise<Text[]> {
  const differs = (what: Text): Text => ({
    en: en`What the logs say of ${what} of party ${party} is not what the ledger has.`,
    zh: zh`日志所载的参与方${party}的${what}与账本不符。`,
  });
  const standing = async (): Promise<Text[]> => {
    const isSuspended = (await source.suspendedAt(party)) !== 0n;
    return isSuspended === (suspended.at(-1)?.value ?? false)
      ? []
      : [differs({ en: "the suspension", zh: "暂停状态" })];
  };
  const granted = [...grants].map(async ([scope, entries]) => {
    const roles = BigInt(roleSet(entries.at(-1)?.value ?? []));
    return (await source.grant(party, scope)) === roles
      ? []
      : [differs({ en: en`the grant at "${scope}"`, zh: zh`在“${scope}”的授权` })];
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
    return same ? [] : [differs({ en: en`the key ${id}`, zh: zh`密钥${id}` })];
  });
  const mandated = [...mandates].map(async ([agent, entries]) => {
    const roles = BigInt(roleSet(entries.at(-1)?.value ?? []));
    return (await source.mandate(party, agent)) === roles
      ? []
      : [differs({ en: en`the mandate of party ${agent}`, zh: zh`对参与方${agent}的委托` })];
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

import type { PartyId } from "../ids.js";
import type { KindRule } from "../rule.js";
import type { TraceRecord } from "../trace/journey.js";
import { decodeWord } from "../word.js";
import type { RoleName } from "../vocabulary.js";
import { covers, isBefore, valueAt, type Moment, type Standing, type Standings } from "./standings.js";

/** Why a writer was not entitled: one plain sentence, in English and in Chinese. */
export interface EntitlementProblem {
  readonly en: string;
  readonly zh: string;
}

/**
 * Whether the writer of a record was entitled then and there, by what the ledger's logs say of it up to that moment: in good
 * standing, with a key that was valid for the role and the place, granted the role there, and with the goods in its custody,
 * offered to it, under a mandate, or as a witness, as the table of kinds asks.
 *
 * @param record With the place in the chain at which it was logged.
 * @param rule The kind's row of the table.
 * @param creator Who made the goods.
 * @returns Nothing when it was.
 */
export function entitlementProblems(
  record: TraceRecord,
  rule: KindRule,
  creator: PartyId,
  standings: Standings,
): EntitlementProblem[] {
  // The ledger takes no record in no role.
  const role = record.role as RoleName;
  const moment: Moment = record.log;
  const standing = standings.get(record.party);
  if (standing === undefined) return [unknown(record.party)];
  return [
    ...keyProblems(record, role, standing, moment),
    ...grantProblems(record, role, standing, moment),
    ...capacityProblems(record, rule, role, creator, standings),
  ];
}

function keyProblems(
  { party, signer, place, recordedAt }: TraceRecord,
  role: RoleName,
  { keys }: Standing,
  moment: Moment,
): EntitlementProblem[] {
  const key = keys.get(signer);
  const problem = (en: string, zh: string): EntitlementProblem[] => [
    { en: `The key ${signer} ${en} for party ${party}.`, zh: `密钥 ${signer} ${zh}（参与方 ${party}）。` },
  ];
  if (key === undefined || !isBefore(key.added, moment)) return problem("was never added", "当时尚未登记");
  if (key.revoked !== undefined && isBefore(key.revoked, moment)) return problem("was revoked before", "此前已被撤销");
  if (recordedAt < key.validFrom || recordedAt > key.validUntil)
    return problem("was not valid then", "当时不在有效期内");
  if (!key.roles.includes(role)) return problem(`may not write as ${role}`, `无权以 ${role} 身份记录`);
  if (!covers(key.scope, place)) return problem(`may not write about ${place}`, `无权记录 ${place}`);
  return [];
}

function grantProblems(
  { party, place }: TraceRecord,
  role: RoleName,
  { suspended, grants }: Standing,
  moment: Moment,
): EntitlementProblem[] {
  const found: EntitlementProblem[] = [];
  if (valueAt(suspended, moment) === true) {
    found.push({ en: `Party ${party} was suspended.`, zh: `参与方 ${party} 当时已被暂停。` });
  }
  const granted = [...grants].some(
    ([scope, entries]) => covers(scope, place) && valueAt(entries, moment)?.includes(role) === true,
  );
  if (!granted) {
    const where = place === "" ? "" : ` at ${place}`;
    found.push({
      en: `Party ${party} was not granted the role of ${role}${where}.`,
      zh: `参与方 ${party} 当时在${place === "" ? "任何地点" : ` ${place} `}没有 ${role} 的授权。`,
    });
  }
  return found;
}

/** By which right it wrote about these goods: with them in custody, offered to it, under a mandate, or as a witness. */
function capacityProblems(
  record: TraceRecord,
  rule: KindRule,
  role: RoleName,
  creator: PartyId,
  standings: Standings,
): EntitlementProblem[] {
  const { party, principal, kind } = record;
  const { custodian, next, packed } = decodeWord(record.before);
  if (principal !== 0n && !rule.flags.has("liftsHold")) {
    const mandate = valueAt(standings.get(principal)?.mandates.get(party), record.log);
    if (rule.agents.includes(role) && mandate?.includes(role) === true) return [];
    return [
      {
        en: `Party ${party} had no mandate of party ${principal} as ${role}.`,
        zh: `参与方 ${party} 没有参与方 ${principal} 以 ${role} 身份的委托。`,
      },
    ];
  }
  const asWitness = rule.witnesses.includes(role);
  // Who has goods that are packed is said by their container; the ledger asked it, and its head holds the answer.
  const hasGoods = packed || party === custodian || (rule.flags.has("creatorMay") && party === creator);
  const asCustodian = rule.custodians.includes(role) && hasGoods;
  const asNext = rule.nexts.includes(role) && party === next;
  if (asWitness || asCustodian || asNext) return [];
  return [
    {
      en: `Party ${party} neither had the goods nor was offered them, and as ${role} is no witness of ${kind}.`,
      zh: `参与方 ${party} 既未持有货物，也未被指定接收，且 ${role} 不能作为 ${kind} 的见证方。`,
    },
  ];
}

function unknown(party: PartyId): EntitlementProblem {
  return { en: `Party ${party} was never admitted.`, zh: `参与方 ${party} 从未获准加入。` };
}

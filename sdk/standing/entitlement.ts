import type { PartyId } from "../ids.js";
import type { KindRule } from "../rule.js";
import type { TraceRecord } from "../trace/journey.js";
import { decodeWord } from "../word.js";
import { en, zh, type Text } from "../text.js";
import type { RoleName } from "../vocabulary.js";
import { KIND_WORDS, ROLE_WORDS, wordsFor } from "../vocabularyWords.js";
import { covers, isBefore, keyOf, valueAt, type Moment, type Standing, type Standings } from "./standings.js";

/**
 * Whether the writer of a record was entitled then and there, by what the ledger's logs say of it up to that moment: in good
 * standing, with a key that was valid for the role and the place, granted the role there, and with the goods in its custody,
 * offered to it, under a mandate, or as a witness, as the table of kinds asks.
 *
 * @param record With the place in the chain at which it was logged.
 * @param rule The kind's row of the table.
 * @param creator Who made the goods.
 * @returns Why it was not, one plain sentence each; nothing when it was.
 */
export function entitlementProblems(
  record: TraceRecord,
  rule: KindRule,
  creator: PartyId,
  standings: Standings,
): Text[] {
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
): Text[] {
  const key = keyOf(keys, signer);
  const problem = (what: Text): Text[] => [
    { en: en`The key ${signer} ${what} for party ${party}.`, zh: zh`参与方${party}的密钥${signer}${what}。` },
  ];
  if (key === undefined || !isBefore(key.added, moment)) {
    return problem({ en: "had not been added", zh: "当时尚未登记" });
  }
  if (key.revoked !== undefined && isBefore(key.revoked, moment)) {
    return problem({ en: "was revoked before", zh: "此前已被撤销" });
  }
  if (recordedAt < key.validFrom || recordedAt > key.validUntil) {
    return problem({ en: "was not valid then", zh: "当时不在有效期内" });
  }
  const capacity = wordsFor(ROLE_WORDS, role);
  if (!key.roles.includes(role)) {
    return problem({ en: en`may not write as ${capacity}`, zh: zh`无权以${capacity}的身份记录` });
  }
  if (!covers(key.scope, place)) {
    return problem({ en: en`may not write about ${place}`, zh: zh`无权就${place}作记录` });
  }
  return [];
}

function grantProblems(
  { party, place }: TraceRecord,
  role: RoleName,
  { suspended, grants }: Standing,
  moment: Moment,
): Text[] {
  const found: Text[] = [];
  if (valueAt(suspended, moment) === true) {
    found.push({ en: en`Party ${party} was suspended.`, zh: zh`参与方${party}当时已被暂停。` });
  }
  const granted = [...grants].some(
    ([scope, entries]) => covers(scope, place) && valueAt(entries, moment)?.includes(role) === true,
  );
  if (!granted) {
    const where = place === "" ? { en: "", zh: "" } : { en: en` at ${place}`, zh: zh`在${place}` };
    const capacity = wordsFor(ROLE_WORDS, role);
    found.push({
      en: en`Party ${party} was not granted the role of ${capacity}${where}.`,
      zh: zh`参与方${party}当时未获授权${where}以${capacity}的身份记录。`,
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
): Text[] {
  const { party, principal, kind } = record;
  const capacity = wordsFor(ROLE_WORDS, role);
  const { custodian, next, packed } = decodeWord(record.before);
  if (principal !== 0n && !rule.flags.has("liftsHold")) {
    const mandate = valueAt(standings.get(principal)?.mandates.get(party), record.log);
    if (rule.agents.includes(role) && mandate?.includes(role) === true) return [];
    return [
      {
        en: en`Party ${party} had no mandate of party ${principal} as ${capacity}.`,
        zh: zh`参与方${party}未获参与方${principal}委托以${capacity}的身份行事。`,
      },
    ];
  }
  const asWitness = rule.witnesses.includes(role);
  // Who has goods that are packed is said by their container; the ledger asked it, and its head holds the answer.
  const hasGoods = packed || party === custodian || (rule.flags.has("creatorMay") && party === creator);
  const asCustodian = rule.custodians.includes(role) && hasGoods;
  const asNext = rule.nexts.includes(role) && party === next;
  if (asWitness || asCustodian || asNext) return [];
  const what = wordsFor(KIND_WORDS, kind);
  return [
    {
      en: en`Party ${party} neither had the goods nor was offered them, and as ${capacity} is no witness of the ${what}.`,
      zh: zh`参与方${party}既未持有货物，也未被指定接收，而以${capacity}的身份也不能见证${what}。`,
    },
  ];
}

function unknown(party: PartyId): Text {
  return { en: en`Party ${party} was never admitted.`, zh: zh`参与方${party}从未获准加入。` };
}

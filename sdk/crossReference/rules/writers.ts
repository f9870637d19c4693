import { entitlementProblems } from "../../standing/entitlement.js";
import { keyOf } from "../../standing/standings.js";
import { en, zh } from "../../text.js";
import type { TraceRecord } from "../../trace/journey.js";
import { journeyIn } from "../../trace/journeys.js";
import type { StoryStep } from "../../trace/story.js";
import { KIND_TABLE } from "../../kindTable.js";
import { decodeRule } from "../../rule.js";
import { KIND_WORDS, wordsFor } from "../../vocabularyWords.js";
import type { Outcome } from "../finding.js";
import { controllerOf, nameOf, ownerKey, ownerName, timeOf, type Matter } from "../matter.js";
import { contradiction, notCheckable, pass, warning } from "../outcome.js";
import type { CrossRule } from "../rule.js";

export const writersEntitled: CrossRule = {
  id: "writers-entitled",
  question: { en: "Was every writer entitled, then and there?", zh: "每位记录者当时当地是否有权记录？" },
  method:
    "Grants, keys, mandates and suspensions are read from the ledger's logs and held against its state. For each record, the " +
    "key must have been valid for the role and place, the role granted there, and the party must have had the goods, been " +
    "offered them, held a mandate or been a witness, as the table of kinds asks.",
  needs: "records",
  check: (matter) => {
    const { standings, told } = matter;
    if (standings === undefined || told.length === 0) {
      return [notCheckable([], "Nobody's entitlement was read.", "尚未读取任何一方的授权。")];
    }
    const wrong = told.flatMap((step): Outcome[] => {
      const { record, consignment } = step;
      const creator = creatorOf(matter, consignment);
      return entitlementProblems(record, decodeRule(KIND_TABLE[record.kind]), creator, standings).map((problem) =>
        contradiction([step], problem.en, problem.zh),
      );
    });
    const writers = new Set(told.map(({ record }) => record.party)).size;
    if (wrong.length > 0) return wrong;
    return [
      pass(
        told,
        en`All ${told.length} records of ${writers} parties were written by whom the ledger entitled then and there.`,
        zh`全部${told.length}条记录来自${writers}个参与方，记录者当时当地均有账本授权。`,
      ),
    ];
  },
};

export const keysSound: CrossRule = {
  id: "keys-sound",
  question: { en: "Was a record signed with a key that is said to be stolen?", zh: "是否有记录由据称失窃的密钥签署？" },
  method:
    "A party that revokes a key may say since when it was in other hands. Records that the key wrote from then on are doubtful; " +
    "that is a claim of the party, so it warns and does not contradict.",
  needs: "records",
  check: (matter) => {
    const { standings, told } = matter;
    if (standings === undefined || told.length === 0) {
      return [notCheckable([], "Nobody's keys were read.", "尚未读取任何一方的密钥。")];
    }
    const doubtful = told.flatMap((step): Outcome[] => {
      const { party, signer, recordedAt, kind } = step.record;
      const keys = standings.get(party)?.keys;
      const since = (keys === undefined ? undefined : keyOf(keys, signer))?.compromisedSince ?? 0;
      if (since === 0 || recordedAt < since) return [];
      const [who, what] = [nameOf(matter, party), wordsFor(KIND_WORDS, kind)];
      return [
        warning(
          [step],
          en`${who} says that the key that wrote the ${what} was in other hands since ${timeOf(since)}.`,
          zh`${who}声明，签署${what}记录的密钥自${timeOf(since)}起已落入他人之手。`,
        ),
      ];
    });
    if (doubtful.length > 0) return doubtful;
    return [
      pass(told, "No key that wrote here is said to have been stolen.", "没有任何一方声明此处所用的密钥已失窃。"),
    ];
  },
};

export const severalWitnesses: CrossRule = {
  id: "several-witnesses",
  question: { en: "Do several independent owners tell the story?", zh: "是否由多个相互独立的主体共同记录？" },
  method:
    "Parties of one controller are one witness. A story that only one controller tells has nothing to be held against, however " +
    "many of its parties wrote.",
  needs: "records",
  check: (matter) => {
    const { story } = matter;
    const first = new Map<string, StoryStep>();
    for (const step of story) {
      const owner = ownerKey(controllerOf(matter, step.record.party));
      if (!first.has(owner)) first.set(owner, step);
    }
    const steps = [...first.values()];
    const [one, ...others] = steps;
    if (one === undefined) return [notCheckable([], "Nobody has told anything yet.", "尚无任何记录。")];
    if (others.length === 0) {
      const who = ownerName(matter, one.record.party);
      return [
        warning(
          steps,
          en`Everything was written by parties of one owner, ${who}: nobody independent has seen the goods.`,
          zh`全部记录均由同一控制方（${who}）的参与方写入：没有独立方见过这批货物。`,
        ),
      ];
    }
    return [
      pass(
        steps,
        en`${steps.length} independent owners wrote the records.`,
        zh`记录由${steps.length}个相互独立的控制方写入。`,
      ),
    ];
  },
};

export const disputesSettled: CrossRule = {
  id: "disputes-settled",
  question: { en: "Is anything disputed?", zh: "是否有人提出异议？" },
  method:
    "The creator, the custodian or a party with a record of its own may dispute. It is settled when the author corrects the " +
    "disputed record afterwards, or when who disputed takes it back, or the goods; else it stays open, whatever others do.",
  needs: "records",
  check: (matter) => {
    const { told } = matter;
    const disputes = told.filter(({ record }) => record.kind === "Disputed");
    if (disputes.length === 0) {
      return told.length === 0
        ? [notCheckable([], "Nobody has told anything yet.", "尚无任何记录。")]
        : [pass([], "Nobody disputes anything.", "没有任何一方提出异议。")];
    }
    return disputes.map((dispute) => {
      const answer = told.find(
        ({ consignment, record }) =>
          consignment === dispute.consignment &&
          // By what the head binds: where a log stands in the chain, whoever hands a story over can say as he likes.
          dispute.record.sequence < record.sequence &&
          answers(record, dispute.record),
      );
      const who = nameOf(matter, dispute.record.party);
      if (answer !== undefined) {
        return pass(
          [dispute, answer],
          en`What ${who} disputed was answered by the ${wordsFor(KIND_WORDS, answer.record.kind)}.`,
          zh`${who}提出的异议已有回应：${wordsFor(KIND_WORDS, answer.record.kind)}。`,
        );
      }
      return warning([dispute], en`${who} disputes this, and nobody answered.`, zh`${who}对此提出异议，无人回应。`);
    });
  },
};

/** Whether a later record settles a dispute. Of a creator that is disputed, taking the goods back is no answer. */
function answers({ kind, party, about }: TraceRecord, dispute: TraceRecord): boolean {
  if (kind === "TakenBack") return party === dispute.party;
  if (kind !== "Correction") return false;
  return about === dispute.sequence || (about !== undefined && about === dispute.about);
}

function creatorOf({ trace }: Matter, consignment: string): bigint {
  return (journeyIn(trace, consignment) ?? trace).creation.creator;
}

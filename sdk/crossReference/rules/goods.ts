import type { Outcome } from "../finding.js";
import type { BatchId } from "../../ids.js";
import { en, zh } from "../../text.js";
import { KIND_TABLE } from "../../kindTable.js";
import { decodeRule } from "../../rule.js";
import type { TraceRecord } from "../../trace/journey.js";
import type { StoryStep } from "../../trace/story.js";
import { ADJUSTMENT_WORDS, MISHAP_WORDS, SUBJECT_WORDS, wordsFor } from "../../vocabularyWords.js";
import { decodeWord } from "../../word.js";
import { dateOf, independent, nameOf, ofKind } from "../matter.js";
import { notCheckable, pass, warning } from "../outcome.js";
import type { CrossRule } from "../rule.js";
import { subjectOf } from "../subject.js";

export const notRecalled: CrossRule = {
  id: "not-recalled",
  question: { en: "Are the goods recalled?", zh: "货物是否被召回？" },
  method:
    "Open recalls of the product, the batch, the consignment or what it travelled in, by the brand or a regulator. Each warns, " +
    "before all else.",
  needs: "records",
  check: (matter) => {
    const { recalls, creation } = matter.trace;
    const start = { consignment: matter.trace.consignment, sequence: creation.sequence };
    if (recalls.length === 0) return [pass([start], "No recall is open.", "目前没有未解除的召回。")];
    return recalls.map(({ kind, placer, country }): Outcome => {
      const [who, what] = [nameOf(matter, placer), wordsFor(SUBJECT_WORDS, kind)];
      const where =
        country === "" ? { en: "everywhere", zh: "在所有地区" } : { en: en`in ${country}`, zh: zh`在${country}` };
      return warning([start], en`${who} recalls this ${what} ${where}.`, zh`${who}${where}召回该${what}。`);
    });
  },
};

export const productConfirmed: CrossRule = {
  id: "product-confirmed",
  question: { en: "Does the brand stand behind the product?", zh: "品牌方是否确认该产品？" },
  method:
    "A product is confirmed when the holder of its GS1 Company Prefix registered or endorsed it. One that only a seller claims " +
    "warns.",
  needs: "records",
  check: (matter) => {
    const products = [...matter.trace.products.values()];
    const start = { consignment: matter.trace.consignment, sequence: matter.trace.creation.sequence };
    if (products.length === 0) return [notCheckable([start], "The goods name no product.", "货物没有关联产品。")];
    return products.map(({ gtin, registrant, confirmed }) => {
      const who = nameOf(matter, registrant);
      return confirmed
        ? pass([start], en`The brand confirms product ${gtin}.`, zh`品牌方确认产品${gtin}。`)
        : warning(
            [start],
            en`Product ${gtin} is not confirmed by the brand: ${who} claims it.`,
            zh`产品${gtin}未经品牌方确认，仅由${who}声明。`,
          );
    });
  },
};

export const custodyAccepted: CrossRule = {
  id: "custody-accepted",
  question: { en: "Was the chain of custody unbroken?", zh: "货物交接是否连续？" },
  method:
    "Each custodian names who is next, and that party accepts with its first record as the one who has the goods, never with one " +
    "as a witness; of an offer that nobody took up nothing is concluded. A creator that took the goods back one-sidedly warns.",
  needs: "records",
  check: (matter) => {
    const { story } = matter;
    const taken = ofKind(matter, "TakenBack");
    if (taken.length > 0) {
      return taken.map((step) => {
        const who = nameOf(matter, step.record.party);
        return warning(
          [step],
          en`${who} took the goods back without the consent of who had them.`,
          zh`${who}未经持有方同意，单方面收回了货物。`,
        );
      });
    }
    const handed = story.filter(({ record }) => record.next !== 0n);
    if (handed.length === 0) return [notCheckable([], "The goods were not handed over yet.", "货物尚未交接。")];
    const accepted = handed.filter((step) => isAccepted(step, story));
    const open = handed.slice(-1).filter((step) => !accepted.includes(step));
    return [
      ...(accepted.length === 0
        ? []
        : [
            pass(
              accepted,
              en`All ${accepted.length} handovers were named by the giver and accepted.`,
              zh`全部${accepted.length}次交接均由交付方指定接收方，并获接受。`,
            ),
          ]),
      ...open.map((step) => {
        const [giver, who] = [nameOf(matter, step.record.party), nameOf(matter, step.record.next)];
        return notCheckable(
          [step],
          en`${giver} offered the goods to ${who}, who has not accepted them.`,
          zh`${giver}拟将货物交给${who}，后者尚未接受。`,
        );
      }),
    ];
  },
};

/** Whether the party that a record names next took the goods over before anybody was named anew. */
function isAccepted(step: StoryStep, story: readonly StoryStep[]): boolean {
  const answer = story.slice(story.indexOf(step) + 1).find(({ record }) => takesOver(record) || record.next !== 0n);
  return answer !== undefined && takesOver(answer.record) && answer.record.party === step.record.next;
}

/** Whether a record accepts custody, as the table of kinds has it: what its writer says as a witness does not. */
function takesOver({ kind, role, party, before }: TraceRecord): boolean {
  return party === decodeWord(before).next && decodeRule(KIND_TABLE[kind]).nexts.some((next) => next === role);
}

export const quantitiesKept: CrossRule = {
  id: "quantities-kept",
  question: { en: "Is what was shipped still there?", zh: "货物数量是否完整？" },
  method:
    "The ledger never lets more be loaded than was made. Units that were lost, stolen, damaged or found beyond what was loaded " +
    "are adjustments; each but a sample warns. So does what was still there when it was destroyed.",
  needs: "records",
  check: (matter) => {
    const { creation, batches, consignment } = matter.trace;
    const start = { consignment, sequence: creation.sequence };
    const destroyed = ofKind(matter, "Destroyed").map((step) => {
      const who = nameOf(matter, step.record.party);
      return warning(
        [step],
        en`${who} records that what was still there was destroyed.`,
        zh`${who}记录剩余货物已被销毁。`,
      );
    });
    if (creation.lines.length === 0) {
      if (destroyed.length > 0) return destroyed;
      return [
        notCheckable(
          [start],
          "It is a container: what is inside has quantities of its own.",
          "这是一个集装单元，其内货物各有自己的数量。",
        ),
      ];
    }
    const loaded = new Map<BatchId, bigint>();
    for (const { batch, quantity } of creation.lines) loaded.set(batch, (loaded.get(batch) ?? 0n) + quantity);
    for (const [batch, quantity] of loaded) {
      const made = batches.get(batch)?.quantity ?? 0n;
      if (quantity <= made) continue;
      return [
        warning(
          [start],
          en`${quantity} units were loaded of a batch that now counts ${made}.`,
          zh`该批次装载了${quantity}个单位，而现仅计${made}个单位。`,
        ),
      ];
    }
    const adjusted = ofKind(matter, "Adjusted").filter(
      ({ record }) => !["Sample", "Transformation"].includes(record.detailName ?? ""),
    );
    if (adjusted.length + destroyed.length === 0) {
      return [
        pass([start], "No more was loaded than was made, and nothing is missing.", "装载量未超过生产量，且无短缺。"),
      ];
    }
    const missing = adjusted.map((step) => {
      const { party, detailName, particulars } = step.record;
      const units = (particulars?.lines ?? []).reduce((sum, { quantity }) => sum + quantity, 0n);
      const [who, why] = [nameOf(matter, party), wordsFor(ADJUSTMENT_WORDS, detailName)];
      return warning([step], en`${who} records ${units} units as ${why}.`, zh`${who}将${units}个单位记录为${why}。`);
    });
    return [...missing, ...destroyed];
  },
};

export const noIncident: CrossRule = {
  id: "no-incident",
  question: { en: "Did anything go wrong on the way?", zh: "途中是否发生异常？" },
  method:
    "Damage, loss, theft, a broken seal or a temperature out of range warn, unless an inspector of another owner passed " +
    "afterwards what it happened to: the goods, or the container they were in.",
  needs: "records",
  check: (matter) => {
    const incidents = ofKind(matter, "Incident");
    if (matter.story.length === 0) return [notCheckable([], "Nobody has told anything yet.", "尚无任何记录。")];
    if (incidents.length === 0) return [pass([], "Nobody recorded an incident.", "没有任何一方记录异常。")];
    return incidents.map((step) => {
      const { party, detailName, occurredAt, recordedAt } = step.record;
      const [who, what] = [nameOf(matter, party), wordsFor(MISHAP_WORDS, detailName)];
      const cured = ofKind(matter, "Inspected").find(
        (inspected) =>
          inspected.record.detailName === "Pass" &&
          subjectOf(matter, inspected) === subjectOf(matter, step) &&
          // Neither is enough by itself: an incident may be claimed to be older than it was known.
          inspected.record.occurredAt > occurredAt &&
          inspected.record.recordedAt >= recordedAt &&
          independent(matter, inspected.record.party, party),
      );
      if (cured === undefined)
        return warning([step], en`${who} records an incident: ${what}.`, zh`${who}记录了异常：${what}。`);
      const inspector = nameOf(matter, cured.record.party);
      return pass(
        [step, cured],
        en`${who} recorded an incident (${what}); ${inspector} passed the goods afterwards.`,
        zh`${who}曾记录异常（${what}）；其后货物经${inspector}检验合格。`,
      );
    });
  },
};

export const notExpired: CrossRule = {
  id: "not-expired",
  question: { en: "Are the goods within their date?", zh: "货物是否在保质期内？" },
  method: "The date that the maker registered with the batch is compared with the day on which the chain was read.",
  needs: "records",
  check: ({ trace, at }) => {
    const start = { consignment: trace.consignment, sequence: trace.creation.sequence };
    const dated = [...trace.batches.values()].filter(({ expiry }) => expiry !== 0);
    if (dated.length === 0) return [notCheckable([start], "The maker names no date.", "生产方未注明保质期。")];
    const today = Number(new Date(at * 1000).toISOString().slice(0, 10).replaceAll("-", ""));
    const first = Math.min(...dated.map(({ expiry }) => expiry));
    const date = dateOf(first);
    return [
      first < today
        ? warning([start], en`The goods are past their date, ${date}.`, zh`货物已过保质期（${date}）。`)
        : pass([start], en`The goods are good until ${date}.`, zh`货物保质期至${date}。`),
    ];
  },
};

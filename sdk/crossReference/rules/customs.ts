import { factsOf, type Clearance, type Fact } from "../../facts.js";
import { decodeWord } from "../../word.js";
import { laterAbout } from "../../trace/standing.js";
import type { Outcome } from "../finding.js";
import { independent, nameOf, ofKind, type Matter } from "../matter.js";
import { contradiction, notCheckable, pass, warning } from "../outcome.js";
import type { CrossRule } from "../rule.js";

export const exportCleared: CrossRule = {
  id: "export-cleared",
  question: { en: "Did customs let the goods out?", zh: "出口海关是否放行？" },
  method:
    "Passes on customs' own record, or a broker's that customs confirmed. A record that only a broker made warns: it is never " +
    "customs' own word. Goods that never leave their territory need none.",
  needs: "records",
  check: (matter) => {
    const { exportClearance } = factsOf(matter.trace);
    if (exportClearance !== undefined) return [clearanceOutcome(matter, exportClearance, "export", "出口")];
    if (isDomestic(matter)) return [pass([], "The goods have not left their territory.", "货物未离开其关境。")];
    const [departure] = ofKind(matter, "Departed");
    if (departure === undefined) return [notCheckable([], "The goods have not left yet.", "货物尚未启运。")];
    return [
      warning([departure], "The goods left, and no export clearance is told.", "货物已启运，但没有出口放行记录。"),
    ];
  },
};

export const importCleared: CrossRule = {
  id: "import-cleared",
  question: { en: "Did customs let the goods in?", zh: "进口海关是否放行？" },
  method:
    "Passes on customs' own record, or a broker's that customs confirmed. A record that only a broker made warns: it is never " +
    "customs' own word. So does a refusal.",
  needs: "records",
  check: (matter) => {
    const { importClearance } = factsOf(matter.trace);
    if (importClearance !== undefined) return [clearanceOutcome(matter, importClearance, "import", "进口")];
    if (isDomestic(matter)) return [pass([], "The goods have crossed no border.", "货物未跨越关境。")];
    const [delivery] = ofKind(matter, "Delivered");
    return [
      delivery === undefined
        ? notCheckable([], "The goods are not cleared yet.", "货物尚未清关。")
        : contradiction([delivery], "The goods were delivered and never cleared.", "货物已交付，但从未清关。"),
    ];
  },
};

function clearanceOutcome(
  matter: Matter,
  { value, steps }: Fact<Clearance>,
  direction: "export" | "import",
  zhDirection: string,
): Outcome {
  const { outcome, source, party, basis } = value;
  if (outcome === "Refused") {
    return warning(steps, `The ${direction} was refused, ${source}.`, `${zhDirection}被拒绝（${source}）。`);
  }
  if (basis === "reported") {
    return warning(
      steps,
      `The ${direction} clearance is ${source}.`,
      `${zhDirection}放行仅由 ${nameOf(matter, party)} 申报，并非海关本身的记录。`,
    );
  }
  const inPart = outcome === "PartlyCleared" ? " in part" : "";
  return pass(
    steps,
    `The ${direction} was cleared${inPart}, ${source}.`,
    `${zhDirection}已${inPart === "" ? "" : "部分"}放行（${source}）。`,
  );
}

export const customsAgrees: CrossRule = {
  id: "customs-agrees",
  question: { en: "Does customs agree with what was reported of it?", zh: "海关是否认可他方申报的海关结果？" },
  method:
    "What a broker reports on the strength of a document, customs of that place may confirm or contradict at any time. Its word " +
    "decides; without it a report is only a report.",
  needs: "records",
  check: (matter) => {
    const reported = matter.told.filter(({ record }) => record.basis === "reported");
    if (reported.length === 0) {
      return [notCheckable([], "Nothing was reported on behalf of customs.", "没有以海关名义申报的记录。")];
    }
    return reported.map((step) => {
      const { party, kind } = step.record;
      const who = nameOf(matter, party);
      const about = { consignment: step.consignment };
      const denied = laterAbout(matter.trace, step, "Contradicted");
      if (denied !== undefined) {
        const customs = nameOf(matter, denied.party);
        return contradiction(
          [step, { ...about, record: denied }],
          `${customs} contradicts the ${kind} that ${who} reported.`,
          `${customs} 否认了 ${who} 申报的 ${kind}。`,
        );
      }
      const confirmed = laterAbout(matter.trace, step, "Confirmed");
      if (confirmed !== undefined) {
        const customs = nameOf(matter, confirmed.party);
        return pass(
          [step, { ...about, record: confirmed }],
          `${customs} confirms the ${kind} that ${who} reported.`,
          `${customs} 确认了 ${who} 申报的 ${kind}。`,
        );
      }
      return notCheckable(
        [step],
        `Customs has neither confirmed nor contradicted the ${kind} that ${who} reported.`,
        `海关尚未确认或否认 ${who} 申报的 ${kind}。`,
      );
    });
  },
};

export const holdsLifted: CrossRule = {
  id: "holds-lifted",
  question: { en: "Is anybody holding the goods?", zh: "货物是否仍被扣留？" },
  method:
    "Every Held needs the HoldLifted of its placer, or of its governed successor, that names it. An open hold warns.",
  needs: "records",
  check: (matter) => {
    const held = ofKind(matter, "Held");
    if (held.length === 0) {
      return matter.story.length === 0
        ? [notCheckable([], "Nobody has told anything yet.", "尚无任何记录。")]
        : [pass([], "Nobody held the goods.", "货物从未被扣留。")];
    }
    return held.map((step) => {
      const { party, sequence } = step.record;
      const who = nameOf(matter, party);
      const lifted = ofKind(matter, "HoldLifted").find(
        ({ consignment, record }) => consignment === step.consignment && BigInt(record.basedOn) === BigInt(sequence),
      );
      return lifted === undefined
        ? warning([step], `${who} holds the goods.`, `${who} 正在扣留货物。`)
        : pass([step, lifted], `${who} held the goods, and the hold was lifted.`, `${who} 曾扣留货物，现已解除。`);
    });
  },
};

export const inspectionsPassed: CrossRule = {
  id: "inspections-passed",
  question: { en: "Did inspections pass?", zh: "检验检疫是否合格？" },
  method:
    "The last word of each inspector counts. A failed inspection that the same inspector does not follow by a passed one warns; " +
    "two inspectors of different owners that differ contradict each other.",
  needs: "records",
  check: (matter) => {
    const last = new Map(ofKind(matter, "Inspected").map((step) => [step.record.party, step] as const));
    const inspections = [...last.values()];
    if (inspections.length === 0) {
      return [notCheckable([], "Nobody has inspected the goods.", "尚无检验检疫记录。")];
    }
    const failed = inspections.filter(({ record }) => record.detailName === "Fail");
    const passed = inspections.filter(({ record }) => record.detailName === "Pass");
    const names = (steps: typeof inspections): string =>
      steps.map(({ record }) => nameOf(matter, record.party)).join(", ");
    if (failed.length === 0) {
      return [pass(passed, `The goods passed inspection by ${names(passed)}.`, `经 ${names(passed)} 检验合格。`)];
    }
    const others = passed.filter((one) =>
      failed.some((other) => independent(matter, one.record.party, other.record.party)),
    );
    if (others.length > 0) {
      return [
        contradiction(
          [...failed, ...others],
          `${names(failed)} found the goods wanting, and ${names(others)} did not.`,
          `${names(failed)} 检验不合格，而 ${names(others)} 检验合格。`,
        ),
      ];
    }
    return [warning(failed, `The goods failed inspection by ${names(failed)}.`, `${names(failed)} 检验不合格。`)];
  },
};

function isDomestic({ trace }: Matter): boolean {
  const last = trace.records.at(-1);
  return decodeWord(last?.before ?? trace.creation.word).domestic;
}

import { factsOf, type Clearance, type ClearanceSource, type Fact } from "../../facts.js";
import { en, listed, zh, type Text } from "../../text.js";
import { sinceHeadedElsewhere } from "../../trace/headedElsewhere.js";
import { laterAbout } from "../../trace/standing.js";
import type { StoryStep } from "../../trace/story.js";
import { KIND_WORDS, wordsFor } from "../../vocabularyWords.js";
import { decodeWord } from "../../word.js";
import type { Outcome } from "../finding.js";
import { isLiftedBy, placesHold } from "../holds.js";
import { legsOf } from "../legs.js";
import { independent, nameOf, ofKind, type Matter } from "../matter.js";
import { contradiction, notCheckable, pass, warning } from "../outcome.js";
import type { CrossRule } from "../rule.js";
import { stateAfter } from "../stateAfter.js";
import { isStillIn, subjectOf } from "../subject.js";

export const exportCleared: CrossRule = {
  id: "export-cleared",
  question: { en: "Did customs let the goods out?", zh: "出口海关是否放行？" },
  method:
    "Passes on customs' own record, or a broker's that customs confirmed. A record that only a broker made warns: it is never " +
    "customs' own word. Goods that never leave their territory need none.",
  needs: "records",
  check: (matter) => {
    const { exportClearance } = factsOf(matter.trace);
    if (exportClearance !== undefined) return [clearanceOutcome(matter, exportClearance, { en: "export", zh: "出口" })];
    const departure = departureAbroad(matter);
    if (departure !== undefined) {
      return [
        warning([departure], "The goods left, and no export clearance is told.", "货物已启运，但没有出口放行的记录。"),
      ];
    }
    return [
      isDomestic(matter)
        ? pass([], "The goods have not left their territory.", "货物未离开其所在关境。")
        : notCheckable([], "The goods have not left yet.", "货物尚未启运。"),
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
    if (importClearance !== undefined) return [clearanceOutcome(matter, importClearance, { en: "import", zh: "进口" })];
    if (isDomestic(matter)) return [pass([], "The goods have crossed no border.", "货物未跨越关境。")];
    // What was delivered at home needed none, wherever it was sent afterwards.
    const delivery = sinceHeadedElsewhere(matter.trace, matter.story).find(
      (step) => step.record.kind === "Delivered" && !wasDomestic(step),
    );
    return [
      delivery === undefined
        ? notCheckable([], "The goods are not cleared yet.", "货物尚未清关。")
        : contradiction([delivery], "The goods were delivered and never cleared.", "货物已交付，但从未清关。"),
    ];
  },
};

function clearanceOutcome(matter: Matter, { value, steps }: Fact<Clearance>, direction: Text): Outcome {
  const { outcome, sources, basis } = value;
  const texts = sources.map((source) => sourceText(matter, source));
  const said: Text = {
    en: texts.map((text) => text.en).join("; in part "),
    zh: texts.map((text) => text.zh).join("；其中部分"),
  };
  if (outcome === "Refused") {
    return warning(steps, en`The ${direction} was refused, ${said}.`, zh`不准${direction}：${said}。`);
  }
  if (basis === "reported") {
    return warning(steps, en`The ${direction} clearance is ${said}.`, zh`${direction}放行：${said}。`);
  }
  const inPart = outcome === "PartlyCleared" ? { en: " in part", zh: "部分" } : { en: "", zh: "" };
  return pass(steps, en`The ${direction} was cleared${inPart}, ${said}.`, zh`${direction}已${inPart}放行：${said}。`);
}

function sourceText(matter: Matter, { party, basis, confirmedBy }: ClearanceSource): Text {
  const who = nameOf(matter, party);
  if (basis === "own") return { en: en`by customs (${who})`, zh: zh`由海关（${who}）记录` };
  if (confirmedBy === undefined) {
    return { en: en`reported by ${who}, not by customs`, zh: zh`由${who}报告，并非海关自己的记录` };
  }
  const customs = nameOf(matter, confirmedBy);
  return {
    en: en`reported by ${who}, confirmed by customs (${customs})`,
    zh: zh`由${who}报告，经海关（${customs}）确认`,
  };
}

export const customsAgrees: CrossRule = {
  id: "customs-agrees",
  question: { en: "Does customs agree with what was reported of it?", zh: "海关是否认可他方报告的海关结果？" },
  method:
    "What a broker reports on the strength of a document, customs of that place may confirm or contradict at any time. Its word " +
    "decides; without it a report is only a report.",
  needs: "records",
  check: (matter) => {
    const reported = matter.told.filter(({ record }) => record.basis === "reported");
    if (reported.length === 0) {
      return [notCheckable([], "Nothing was reported on behalf of customs.", "没有由他方代海关报告的记录。")];
    }
    return reported.map((step) => {
      const { party, kind } = step.record;
      const [who, what] = [nameOf(matter, party), wordsFor(KIND_WORDS, kind)];
      const about = { consignment: step.consignment };
      const denied = laterAbout(matter.trace, step, "Contradicted");
      if (denied !== undefined) {
        const customs = nameOf(matter, denied.party);
        return contradiction(
          [step, { ...about, record: denied }],
          en`${customs} contradicts the ${what} that ${who} reported.`,
          zh`${customs}否认了${who}报告的${what}。`,
        );
      }
      const confirmed = laterAbout(matter.trace, step, "Confirmed");
      if (confirmed !== undefined) {
        const customs = nameOf(matter, confirmed.party);
        return pass(
          [step, { ...about, record: confirmed }],
          en`${customs} confirms the ${what} that ${who} reported.`,
          zh`${customs}确认了${who}报告的${what}。`,
        );
      }
      return notCheckable(
        [step],
        en`Customs has neither confirmed nor contradicted the ${what} that ${who} reported.`,
        zh`海关既未确认也未否认${who}报告的${what}。`,
      );
    });
  },
};

export const holdsLifted: CrossRule = {
  id: "holds-lifted",
  question: { en: "Is anybody holding the goods?", zh: "货物是否仍被扣留？" },
  method:
    "Every Held, and every Contradicted that stopped the goods, needs the HoldLifted of its placer, or of its governed " +
    "successor, that names it. An open hold warns, that of a container as long as the goods are in it.",
  needs: "records",
  check: (matter) => {
    const held = matter.story.filter((step) => placesHold(matter, step));
    if (held.length === 0) {
      return matter.story.length === 0
        ? [notCheckable([], "Nobody has told anything yet.", "尚无任何记录。")]
        : [pass([], "Nobody held the goods.", "货物从未被扣留。")];
    }
    return held.map((step) => {
      const who = nameOf(matter, step.record.party);
      const lifted = ofKind(matter, "HoldLifted").find((one) => isLiftedBy(step, one));
      if (lifted === undefined && !isStillIn(matter, step)) {
        return pass(
          [step],
          en`${who} held what the goods were in, and they came out of it.`,
          zh`${who}曾扣留装载货物的集装单元，货物已从中取出。`,
        );
      }
      return lifted === undefined
        ? warning([step], en`${who} holds the goods.`, zh`${who}正在扣留货物。`)
        : pass([step, lifted], en`${who} held the goods, and the hold was lifted.`, zh`${who}曾扣留货物，现已解除。`);
    });
  },
};

export const inspectionsPassed: CrossRule = {
  id: "inspections-passed",
  question: { en: "Did inspections pass?", zh: "检验检疫是否合格？" },
  method:
    "The last word of each inspector counts, of the goods and of each container they were in by itself. A failed inspection that " +
    "the same inspector does not follow by a passed one of the same warns; two inspectors of different owners that differ on it " +
    "contradict each other.",
  needs: "records",
  check: (matter) => {
    const last = new Map(
      ofKind(matter, "Inspected").map((step) => [`${subjectOf(matter, step)} ${step.record.party}`, step]),
    );
    const inspections = [...last.values()];
    if (inspections.length === 0) {
      return [notCheckable([], "Nobody has inspected the goods.", "尚无检验检疫记录。")];
    }
    const failed = new Set(inspections.filter(hasFailed).map((step) => subjectOf(matter, step)));
    if (failed.size === 0) {
      const who = inspectorsOf(matter, inspections);
      return [pass(inspections, en`The goods passed inspection by ${who}.`, zh`货物经${who}检验合格。`)];
    }
    return [...failed].map((subject) => {
      const about = inspections.filter((step) => subjectOf(matter, step) === subject);
      return failedOutcome(
        matter,
        about.filter(hasFailed),
        about.filter((step) => !hasFailed(step)),
      );
    });
  },
};

/** What is to be said of goods, or of what they were in, that some inspectors failed and some passed. */
function failedOutcome(matter: Matter, failed: readonly StoryStep[], passed: readonly StoryStep[]): Outcome {
  const who = inspectorsOf(matter, failed);
  const others = passed.filter((one) =>
    failed.some((other) => independent(matter, one.record.party, other.record.party)),
  );
  if (others.length === 0) {
    return warning(failed, en`The goods failed inspection by ${who}.`, zh`货物经${who}检验不合格。`);
  }
  const differing = inspectorsOf(matter, others);
  return contradiction(
    [...failed, ...others],
    en`${who} found the goods wanting, and ${differing} did not.`,
    zh`${who}检验认定货物不合格，而${differing}检验认定合格。`,
  );
}

/** An inspection has one of two results. */
function hasFailed({ record }: StoryStep): boolean {
  return record.detailName === "Fail";
}

function inspectorsOf(matter: Matter, inspections: readonly StoryStep[]): Text {
  const parties = new Set(inspections.map(({ record }) => record.party));
  return listed([...parties].map((party) => nameOf(matter, party)));
}

/* LEAVING THE TERRITORY */

/** The first departure that led abroad, or was to lead there; undefined while the goods are at home. */
function departureAbroad(matter: Matter): StoryStep | undefined {
  const leg = legsOf(matter).find(
    ({ departure, arrival }) =>
      departure.record.kind === "Departed" &&
      (!wasDomestic(departure) || (arrival !== undefined && !isDomesticAfter(matter, arrival))),
  );
  return leg?.departure;
}

/** Whether neither the goods nor what they were in were ever abroad, or are to go there. */
function isDomestic(matter: Matter): boolean {
  const { trace, told } = matter;
  // What its own journey says of packed goods is of when they were packed: the container's says what is so since.
  const last = new Map(told.map((step) => [step.consignment, step]));
  const begun = last.has(trace.consignment) || decodeWord(trace.creation.word).domestic;
  return begun && [...last.values()].every((step) => isDomesticAfter(matter, step));
}

function wasDomestic({ record }: StoryStep): boolean {
  return decodeWord(record.before).domestic;
}

function isDomesticAfter(matter: Matter, step: StoryStep): boolean {
  const after = stateAfter(matter, step);
  if (after !== undefined) return after.domestic;
  // Where nobody read what the ledger has, a country counts as a territory. Goods at home go abroad by this kind alone.
  const { kind, place, before } = step.record;
  const crosses = kind === "Transshipped" && place.slice(0, 2) !== decodeWord(before).place.slice(0, 2);
  return wasDomestic(step) && !crosses;
}

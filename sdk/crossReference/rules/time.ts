import { en, zh } from "../../text.js";
import type { KindName } from "../../trace/journey.js";
import type { StoryStep } from "../../trace/story.js";
import { KIND_WORDS, wordsFor } from "../../vocabularyWords.js";
import type { Outcome } from "../finding.js";
import { nameOf, ofKind, timeOf, type Matter } from "../matter.js";
import { contradiction, notCheckable, pass, warning } from "../outcome.js";
import type { CrossRule } from "../rule.js";
import { stepOf } from "../statements.js";

/** How late a record may come before a reader should know, seconds: three days. */
const LATE = 3 * 24 * 3600;

export const recordedInTime: CrossRule = {
  id: "recorded-in-time",
  question: { en: "Was what happened recorded soon after?", zh: "事件发生后是否及时记录？" },
  method:
    "Beside the time that a writer claims stands the time at which the chain saw the record. More than three days between them " +
    "warn: who writes late knows what others wrote.",
  needs: "records",
  check: (matter) => {
    const { story } = matter;
    if (story.length === 0) return [notCheckable([], "Nobody has told anything yet.", "尚无任何记录。")];
    const late = story.filter(({ record }) => record.recordedAt - record.occurredAt > LATE);
    if (late.length === 0) {
      return [pass(story, "Everything was recorded within three days.", "所有事件均在三天内记录。")];
    }
    return late.map((step): Outcome => {
      const { party, kind, occurredAt, recordedAt } = step.record;
      const days = Math.floor((recordedAt - occurredAt) / (24 * 3600));
      const [who, what] = [nameOf(matter, party), wordsFor(KIND_WORDS, kind)];
      return warning(
        [step],
        en`${who} recorded the ${what} ${days} days after it is said to have happened.`,
        zh`${who}在所称${what}时间的${days}天之后才作记录。`,
      );
    });
  },
};

/** Kinds of which the first must have happened before the second: of each leg, each declaration and each delivery. */
const IN_ORDER: readonly (readonly [KindName, KindName])[] = [
  ["Origin", "Departed"],
  ["ExportCleared", "Departed"],
  ["Departed", "Transshipped"],
  ["Transshipped", "Departed"],
  ["Departed", "Arrived"],
  ["ImportDeclared", "ImportCleared"],
  ["Arrived", "ImportCleared"],
  ["ImportCleared", "Delivered"],
];

/** How far two clocks may be apart, seconds. */
const SKEW = 600;

export const timesInOrder: CrossRule = {
  id: "times-in-order",
  question: { en: "Do the claimed times fit each other?", zh: "各方所称的时间是否相互吻合？" },
  method:
    "What must come first must be claimed to have come first, whoever wrote it: clearance for export before departure, each " +
    "departure before its arrival, declaration before clearance, clearance before delivery, each hold before its own lifting. " +
    "Ten minutes are left to clocks.",
  needs: "records",
  check: (matter) => {
    const pairs = [...IN_ORDER.flatMap((kinds) => pairsOf(matter, kinds)), ...holdsOf(matter)];
    if (pairs.length === 0)
      return [notCheckable([], "There are no two times to compare.", "没有两个可以相互比较的时间。")];
    const wrong = pairs.filter(([one, other]) => one.record.occurredAt > other.record.occurredAt + SKEW);
    if (wrong.length > 0) return wrong.map(outOfOrder);
    return [pass(unique(pairs.flat()), "All claimed times fit each other.", "各方所称的时间相互吻合。")];

    function outOfOrder([one, other]: Pair): Outcome {
      const [a, b] = [nameOf(matter, one.record.party), nameOf(matter, other.record.party)];
      const [at, before] = [timeOf(one.record.occurredAt), timeOf(other.record.occurredAt)];
      const [first, second] = [wordsFor(KIND_WORDS, one.record.kind), wordsFor(KIND_WORDS, other.record.kind)];
      return contradiction(
        [one, other],
        en`The ${first} is said by ${a} to have been at ${at}, and the ${second} by ${b} already at ${before}.`,
        zh`${a}称${first}的时间为${at}，而${b}称${second}早在${before}就已发生。`,
      );
    }
  },
};

type Pair = readonly [StoryStep, StoryStep];

/** Each record of the second kind, and the last one of the first kind that the chain saw before it. */
function pairsOf({ story }: Matter, [first, second]: readonly [KindName, KindName]): Pair[] {
  let last: StoryStep | undefined;
  return story.flatMap((step): Pair[] => {
    const one = last;
    if (step.record.kind === first) last = step;
    return one === undefined || step.record.kind !== second ? [] : [[one, step]];
  });
}

/** Each lifting of a hold, and the record that placed the hold. */
function holdsOf(matter: Matter): Pair[] {
  return ofKind(matter, "HoldLifted").flatMap((lifted): Pair[] => {
    const { consignment, record } = lifted;
    const placed = stepOf(matter, { consignment, sequence: Number(BigInt(record.basedOn)) });
    return placed === undefined ? [] : [[placed, lifted]];
  });
}

function unique(steps: readonly StoryStep[]): StoryStep[] {
  return [...new Set(steps)];
}

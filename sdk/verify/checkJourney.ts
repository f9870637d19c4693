import { derivedId } from "../hashing/derivedId.js";
import { foldHead } from "../hashing/foldHead.js";
import { genesisHead } from "../hashing/genesis.js";
import { hashAround } from "../hashing/hashAround.js";
import { consignmentId } from "../ids.js";
import { en, zh, type Text } from "../text.js";
import { basisOf } from "../trace/basisOf.js";
import { detailName } from "../trace/detailName.js";
import type { Basis, Journey, TraceRecord, TraceStep, TraceUnpacking } from "../trace/journey.js";
import { journeyOf } from "../trace/readJourney.js";
import { stepHash } from "../trace/stepHash.js";
import { detailWords, KIND_WORDS, ROLE_WORDS, wordsFor } from "../vocabularyWords.js";
import type { LedgerState } from "./ledgerState.js";
import type { Problems } from "./problems.js";
import { sameData } from "./sameData.js";

/** Kinds of steps that a journey begins with, and others. */
const FIRST: readonly TraceStep["type"][] = ["Creation", "Derivation"];
const LATER: readonly TraceStep["type"][] = ["Record", "Packing", "Unpacking", "Removal"];

const THE_CREATION: Text = { en: "The creation", zh: "创建步骤" };
/** The trace as sentences name it. */
export const THE_TRACE: Text = { en: "The trace", zh: "追溯数据" };

/**
 * The journey as its steps tell it. That its creation and records, which it has a second time for the convenience of readers,
 * are the same is checked here; all else is checked of the steps.
 *
 * @returns undefined when the steps are none of the ledger's kinds, or do not begin with a creation.
 */
export function readable({ consignment, steps, creation, records }: Journey, problems: Problems): Journey | undefined {
  const [first, ...others] = steps;
  if (first === undefined || !FIRST.includes(first.type) || !others.every(({ type }) => LATER.includes(type))) {
    problems.add(
      undefined,
      "The steps are not a creation and then others that the ledger knows.",
      "各步骤并非以创建步骤开头、其后均为账本已知的步骤。",
    );
    return undefined;
  }
  const told = journeyOf(consignment, steps);
  if (!sameData(creation, told.creation)) {
    problems.add(1, "The creation is not the first step.", "所列的创建内容与第一个步骤不符。");
  }
  if (!sameData(records, told.records)) {
    problems.add(undefined, "The records are not those among the steps.", "所列的记录与各步骤中的记录不符。");
  }
  return told;
}

/** Checks a journey by itself: that its steps are such as the ledger takes, in such an order, and told as they are. */
export function checkJourney(journey: Journey, problems: Problems): void {
  checkFirst(journey, problems);
  checkOrder(journey, problems);
  for (const step of journey.steps) {
    if (step.type === "Record") checkWords(step, problems);
    if (step.type === "Unpacking") checkAround(step, problems);
  }
}

/**
 * Folds a journey.
 *
 * @returns The head after each step; undefined from the first one on that cannot be hashed, and that is a problem.
 */
export function foldJourney(
  { consignment, steps }: Journey,
  // The ledger that is asked, not the one that a trace names.
  state: Pick<LedgerState, "chainId" | "ledger">,
  problems: Problems,
): (string | undefined)[] {
  let head = problems.compute(undefined, THE_TRACE, () => genesisHead(state.chainId, state.ledger, consignment));
  return steps.map((step) => {
    const hash = problems.compute(step.sequence, nameOf(step), () => stepHash(consignment, step));
    head = head === undefined || hash === undefined ? undefined : foldHead(head, hash);
    return head;
  });
}

/** A step as sentences name it. */
export function nameOf({ type, sequence }: TraceStep): Text {
  if (type === "Creation" || type === "Derivation") return THE_CREATION;
  return type === "Record" ? recordName(sequence) : { en: en`Step ${sequence}`, zh: zh`第${sequence}步` };
}

/** A record as sentences name it. */
export function recordName(sequence: number): Text {
  return { en: en`Record ${sequence}`, zh: zh`第${sequence}步的记录` };
}

function checkAround(step: TraceUnpacking, problems: Problems): void {
  const { sequence } = step;
  const around = problems.compute(sequence, nameOf(step), () => hashAround(step.outer.map(({ head }) => head)));
  if (around !== undefined && around !== step.around) {
    problems.add(
      sequence,
      en`${nameOf(step)} does not tell the containers around the goods as they were.`,
      zh`${nameOf(step)}所述货物外层的集装单元与当时不符。`,
    );
  }
}

function checkFirst({ consignment, creation }: Journey, problems: Problems): void {
  const { creator, key } = creation;
  const id = problems.compute(1, THE_CREATION, () =>
    creation.type === "Creation" ? consignmentId(creator, key) : derivedId(creator, creation.party, key),
  );
  if (id !== undefined && id !== consignment) {
    problems.add(
      1,
      "The consignment's number is not that of its creator and key.",
      "这票货物的编号不是由其创建方和键值得出的编号。",
    );
  }
}

function checkOrder({ steps }: Journey, problems: Problems): void {
  steps.forEach((step, index) => {
    const { sequence } = step;
    const expected = index + 1;
    if (step.type === "Creation" || step.type === "Derivation") {
      const number: number = sequence;
      if (number !== 1) {
        problems.add(number, en`The creation is step 1, not ${number}.`, zh`创建步骤是第1步，而非第${number}步。`);
      }
      return;
    }
    if (sequence !== expected) {
      problems.add(
        sequence,
        en`${nameOf(step)} stands where step ${expected} belongs.`,
        zh`${nameOf(step)}出现在第${expected}步的位置。`,
      );
    }
    const follows = Number(BigInt.asUintN(24, step.before));
    if (follows !== expected - 1) {
      problems.add(
        sequence,
        en`${nameOf(step)} was written after step ${follows}, not after step ${expected - 1}.`,
        zh`${nameOf(step)}写于第${follows}步之后，而非第${expected - 1}步之后。`,
      );
    }
  });
}

/** What a record says in words must be what its numbers say, for the words are what people read. */
function checkWords(record: TraceRecord, problems: Problems): void {
  const { sequence, kind, role, detail } = record;
  const which = recordName(sequence);
  if (record.basis !== basisOf(kind, role)) {
    const [said, what, who] = [
      wordsFor(BASIS_WORDS, record.basis),
      wordsFor(KIND_WORDS, kind),
      wordsFor(ROLE_WORDS, role),
    ];
    problems.add(
      sequence,
      en`${which} is not ${said}: it is of the ${what}, by a party in the role of ${who}.`,
      zh`${which}不是${said}：它记录${what}，由参与方以${who}的身份写入。`,
    );
  }
  const name = detailName(kind, detail);
  if (record.detailName !== name) {
    const [said, is] = [detailWords(kind, record.detailName) ?? NOTHING, detailWords(kind, name) ?? NOTHING];
    problems.add(
      sequence,
      en`${which} says "${said}" where its detail is "${is}".`,
      zh`${which}写的是“${said}”，而其细目为“${is}”。`,
    );
  }
}

const BASIS_WORDS: Readonly<Record<Basis, Text>> = {
  own: { en: "its writer's own", zh: "记录者本身的记录" },
  reported: { en: "reported", zh: "代为报告的记录" },
};
const NOTHING: Text = { en: "nothing", zh: "无" };

/** What changes in a container's word with what is inside, and no step of its own: STOPPED_INSIDE and APART_INSIDE. */
const INSIDE = (1n << 253n) | (1n << 254n);
/** One more open hold. */
const HOLD = 1n << 232n;

/**
 * Checks that each step begins with the word that the one before it left, as far as the logs tell that, and that records
 * are said to have taken something back exactly when they did.
 *
 * @param last The word that the last step left; undefined when nobody knows any more.
 */
export function checkWordsInARow({ creation, steps }: Journey, last: bigint | undefined, problems: Problems): void {
  const isContainer = creation.type === "Creation" && creation.container !== undefined;
  const told = (word: bigint): bigint => (isContainer ? word & ~INSIDE : word);
  steps.forEach((step, index) => {
    const next = steps[index + 1];
    const left = next === undefined ? last : "before" in next ? next.before : undefined;
    if (left === undefined) return;
    const word = step.type === "Record" ? step.undoes?.word : step.word;
    if (word !== undefined && told(word) !== told(left)) {
      problems.add(
        step.sequence,
        en`${nameOf(step)} left another state than the next step, or the chain, begins with.`,
        zh`${nameOf(step)}之后的状态与下一步或链上的起始状态不符。`,
      );
    }
    if (step.type !== "Record" || (step.kind !== "Correction" && step.kind !== "Contradicted")) return;
    const plain = [told(step.before) + 1n, ...(step.kind === "Contradicted" ? [told(step.before) + 1n + HOLD] : [])];
    const changed = !plain.includes(told(left));
    if (step.undoes === undefined) {
      if (!changed) return;
      problems.add(
        step.sequence,
        en`${nameOf(step)} took back what another had set, and that is not told.`,
        zh`${nameOf(step)}撤回了另一记录所设的内容，而追溯数据未说明。`,
      );
    } else if (!changed && step.undoes.lines.length === 0) {
      problems.add(
        step.sequence,
        en`${nameOf(step)} is said to have taken something back, and did not.`,
        zh`据称${nameOf(step)}撤回了内容，而实际没有。`,
      );
    }
  });
}

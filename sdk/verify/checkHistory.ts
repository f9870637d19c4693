import { getBigInt } from "ethers";

import { contentsOf } from "../hashing/contentsOf.js";
import type { ConsignmentId } from "../ids.js";
import type { Line } from "../line.js";
import { en, zh, type Text } from "../text.js";
import { childrenOf } from "../trace/childrenOf.js";
import type { Journey } from "../trace/journey.js";
import { reachOf, type Link, type Reach } from "../trace/reach.js";
import type { Trace } from "../trace/trace.js";
import { checkGoods, checkParties, checkRecalls } from "./checkGoods.js";
import { checkJourney, checkWordsInARow, foldJourney, nameOf, readable, THE_TRACE } from "./checkJourney.js";
import { checkParticulars } from "./checkLines.js";
import type { ConsignmentState, LedgerState } from "./ledgerState.js";
import { Problems, type HeadProblem } from "./problems.js";

/** What a trace folds to, and what is wrong with it. */
export interface HistoryCheck {
  /** The head that the trace's own data give; undefined when they have none, as with values that cannot be hashed. */
  readonly head: string | undefined;
  readonly problems: readonly HeadProblem[];
}

/** A journey, what it folds to, and what it leaves in the consignment. */
interface Folded {
  readonly journey: Journey;
  /** After each step; undefined from the first on that cannot be hashed. */
  readonly heads: readonly (string | undefined)[];
  readonly contents: readonly Line[];
}

/**
 * Holds a trace against what the chain says, without reading anything. A trace may come from anywhere: a value that the ledger
 * cannot have recorded is one more problem, not an error.
 *
 * @example checkHistory(trace, await readLedgerState(waymark, trace, block)).problems
 */
export function checkHistory(trace: Trace, state: LedgerState): HistoryCheck {
  const problems = new Problems(trace.consignment);
  if (trace.chainId !== state.chainId || trace.ledger.toLowerCase() !== state.ledger.toLowerCase()) {
    problems.add(
      undefined,
      en`The trace is of the ledger ${trace.ledger} on chain ${trace.chainId}, which is another one.`,
      zh`追溯数据出自链${trace.chainId}上的账本${trace.ledger}，并非所核对的账本。`,
    );
  }
  if ((state.consignments.get(trace.consignment)?.word ?? 0n) === 0n) {
    problems.add(undefined, ...noConsignment(state.block));
    return { head: undefined, problems: problems.found };
  }
  const goods = readable(trace, problems);
  if (goods === undefined) return { head: undefined, problems: problems.found };
  const inside = trace.inside.flatMap((journey) => readable(journey, problems.of(journey.consignment)) ?? []);
  const told: Trace = { ...trace, ...goods, inside };

  const folded = new Map<ConsignmentId, Folded>();
  for (const journey of [goods, ...inside]) {
    const { consignment } = journey;
    if (folded.has(consignment)) {
      problems.add(undefined, en`The journey of ${consignment} is told twice.`, zh`${consignment}的行程被列出两次。`);
    } else folded.set(consignment, fold(journey, state, problems.of(consignment)));
  }
  // Of what is not as the types say, a step of another kind without its own values, any check may stumble.
  problems.compute(undefined, THE_TRACE, () => {
    checkReach(told, folded, state, problems);
    checkParts(told, state, problems);
    checkGoods(told, state, problems);
    checkParties(told, state, problems);
    checkRecalls(told, state, problems);
  });
  return { head: folded.get(trace.consignment)?.heads.at(-1), problems: problems.found };
}

/** Lines of a consignment (`contracts/libraries/Contents.sol`). Of more, which every record by lines goes through, none is read. */
const MAX_LINES = 64;

function fold(journey: Journey, state: LedgerState, problems: Problems): Folded {
  const folded = problems.compute(undefined, { en: "The journey", zh: "行程" }, () => {
    const { length } = journey.creation.lines;
    if (length > MAX_LINES) {
      problems.add(
        1,
        en`The creation has ${length} lines, and the ledger takes at most ${MAX_LINES}.`,
        zh`创建步骤有${length}行明细，而账本最多接受${MAX_LINES}行。`,
      );
      return undefined;
    }
    checkJourney(journey, problems);
    const contents = checkParticulars(journey, problems);
    return { journey, contents, heads: foldJourney(journey, state, problems) };
  });
  return folded ?? { journey, contents: [], heads: [] };
}

/* WHAT BELONGS TO THE STORY */

/** Checks that every journey that the goods' own rests on is told, as far as it counts, and no other. */
function checkReach(
  trace: Trace,
  folded: ReadonlyMap<ConsignmentId, Folded>,
  state: LedgerState,
  problems: Problems,
): void {
  const { extents, missing, unmatched }: Reach = reachOf(trace.consignment, (id) => {
    const one = folded.get(id);
    // A head that there is none of is nobody's.
    return one === undefined ? undefined : { ...one, heads: one.heads.map((head) => head ?? "") };
  });
  for (const link of missing) add(link, { en: "does not tell", zh: "未列出该行程" });
  for (const link of unmatched) add(link, { en: "does not tell as it was", zh: "所列的该行程与当时不符" });
  for (const [id, { journey, heads, contents }] of folded) {
    const about = problems.of(id);
    const extent = extents.get(id);
    if (extent === undefined) {
      about.add(
        undefined,
        "The goods were never in it, nor made from it.",
        "这票货物从未在其中，也不是由其拆分或制成的。",
      );
    } else if (extent.whole) {
      checkPresent({ journey, heads, contents }, state, about);
    } else {
      checkWordsInARow(journey, undefined, about);
      if (journey.steps.length !== extent.steps) {
        about.add(
          undefined,
          en`It is told for ${journey.steps.length} steps, and the goods left it after ${extent.steps}.`,
          zh`列出了${journey.steps.length}个步骤，而货物在第${extent.steps}步之后已与其分离。`,
        );
      }
    }
  }

  function add(link: Link, how: Text): void {
    const step = folded.get(link.in)?.journey.steps.find(({ sequence }) => sequence === link.sequence);
    const name = step === undefined ? { en: "A step", zh: "某一步骤" } : nameOf(step);
    problems
      .of(link.in)
      .add(
        link.sequence,
        en`${name} rests on the journey of ${link.to}, which the trace ${how}.`,
        zh`${name}依据${link.to}的行程，而追溯数据${how}。`,
      );
  }
}

/** Checks a journey against what the chain has of it now. */
function checkPresent({ journey, heads, contents }: Folded, state: LedgerState, problems: Problems): void {
  const { consignment, steps } = journey;
  const kept = state.consignments.get(consignment);
  if (kept === undefined || kept.word === 0n) {
    problems.add(undefined, ...noConsignment(state.block));
    return;
  }
  const recorded = Number(BigInt.asUintN(24, kept.word));
  if (steps.length !== recorded) {
    problems.add(
      undefined,
      en`The chain has ${recorded} steps of this consignment at block ${state.block}, and the trace tells ${steps.length}.`,
      zh`截至区块${state.block}，链上有这票货物的${recorded}个步骤，而追溯数据列出${steps.length}个。`,
    );
  }
  checkWordsInARow(journey, kept.word, problems);
  checkContents(journey, contents, kept, problems);
  const head = heads.at(-1);
  if (head !== undefined && head !== kept.head) {
    problems.add(
      undefined,
      en`The steps do not give the head that the chain has at block ${state.block}: at least one was altered, left out, added or moved.`,
      zh`由各步骤算出的累积哈希与链上区块${state.block}的不符：至少有一个步骤被改动、遗漏、添加或移位。`,
    );
  }
}

/** What a container has where goods have the hash of their lines: its number, and how many consignments are in it. */
const NUMBER = 32;

function checkContents(journey: Journey, lines: readonly Line[], kept: ConsignmentState, problems: Problems): void {
  const { creation } = journey;
  if (creation.type === "Creation" && creation.container !== undefined) {
    const inside = getBigInt(kept.contents);
    const [number, children] = [BigInt.asUintN(NUMBER, inside), BigInt.asUintN(NUMBER, inside >> BigInt(NUMBER))];
    if (number !== BigInt(creation.container) || children !== BigInt(childrenOf(journey).length)) {
      problems.add(
        undefined,
        "What the records leave in the container is not what the chain has in it.",
        "按各记录推算的集装单元内容与链上不符。",
      );
    }
    return;
  }
  const contents = problems.compute(undefined, { en: "A line", zh: "某一明细行" }, () => contentsOf(lines));
  if (contents !== undefined && contents !== kept.contents) {
    problems.add(
      undefined,
      "What the records leave in the consignment is not what the chain has in it.",
      "按各记录推算的这票货物的内容与链上不符。",
    );
  }
}

/** Checks the consignments made from this one. Of units that came back the ledger keeps no more than that they exist. */
function checkParts(trace: Trace, state: LedgerState, problems: Problems): void {
  const split = trace.records.flatMap(({ part }) => part?.consignment ?? []);
  for (const id of split) {
    if (!trace.parts.includes(id)) {
      problems.add(
        undefined,
        en`The trace does not name ${id} among the parts.`,
        zh`追溯数据未将${id}列为拆分出的部分。`,
      );
    }
  }
  for (const id of trace.parts) {
    if (!state.existing.has(id)) {
      problems.add(
        undefined,
        en`There is no consignment ${id} that was made from this one.`,
        zh`不存在由这票货物拆分出的货物${id}。`,
      );
    }
  }
  if (new Set(trace.parts).size !== trace.parts.length)
    problems.add(undefined, "A part is named twice.", "某一拆分部分被列出两次。");
}

function noConsignment(block: number): [english: string, chinese: string] {
  return [en`The ledger has no such consignment at block ${block}.`, zh`截至区块${block}，账本上没有这票货物。`];
}

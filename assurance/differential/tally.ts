import { kindName } from "../model/rules.js";
import { effective } from "../model/packed.js";
import { goodsOf, type State } from "../model/state.js";
import type { Verdict } from "../model/apply.js";
import type { Operation } from "../model/operation.js";

/** Counts by name. */
export type Counts = Record<string, number>;

/** What was tried in some steps, and what came of it. */
export interface Tally {
  steps: number;
  /** Times that each operation was taken, and refused. */
  readonly taken: Counts;
  readonly refused: Counts;
  /** Times that each error was met. */
  readonly errors: Counts;
  /** Times that each kind was recorded, by kind and movement before. */
  readonly kinds: Counts;
}

export function emptyTally(): Tally {
  return { steps: 0, taken: {}, refused: {}, errors: {}, kinds: {} };
}

function count(counts: Counts, name: string, times = 1): void {
  counts[name] = (counts[name] ?? 0) + times;
}

/** Counts a step. */
export function tallyStep(tally: Tally, before: State, operation: Operation, verdict: Verdict): void {
  tally.steps++;
  if ("refusal" in verdict) {
    count(tally.refused, operation.name);
    count(tally.errors, verdict.refusal[0]);
    return;
  }
  count(tally.taken, operation.name);
  if (!("c" in operation)) return;
  const { movement } = effective(before, goodsOf(before, operation.c.consignment).word);
  count(tally.kinds, `${kindName(operation.c.kind)} ${movement}`);
}

/** Times that a kind was recorded, of goods in a movement or of any. */
export function timesOf({ kinds }: Tally, kind: string, movement = ""): number {
  let times = 0;
  for (const name in kinds) if (name.startsWith(`${kind} ${movement}`)) times += kinds[name] ?? 0;
  return times;
}

/** All tallies as one. */
export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const { steps, taken, refused, errors, kinds } of tallies) {
    sum.steps += steps;
    for (const [into, from] of [
      [sum.taken, taken],
      [sum.refused, refused],
      [sum.errors, errors],
      [sum.kinds, kinds],
    ] as const) {
      for (const name in from) count(into, name, from[name]);
    }
  }
  return sum;
}

import type { Equivalent } from "./equivalents.js";
import type { Mutant } from "./mutant.js";
import type { Found } from "./records.js";

/** "pending": suites that reach it, or may, have not tried it yet. */
export type Fate = "killed" | "survived" | "not reached" | "pending";

export interface Tallied {
  readonly mutant: Mutant;
  readonly fate: Fate;
  readonly equivalent: Equivalent | undefined;
}

/**
 * What became of each mutant.
 *
 * @param isPending whether a mutant that is not dead must still be tried.
 */
export function tally(
  mutants: readonly Mutant[],
  found: readonly Found[],
  isPending: (mutant: Mutant) => boolean,
  equivalents: readonly Equivalent[],
): Tallied[] {
  const killed = new Set<number>();
  const passed = new Set<number>();
  for (const entry of found) {
    if (entry.kind === "killed") killed.add(entry.mutant);
    if (entry.kind === "passed") passed.add(entry.mutant);
  }
  const fateOf = (mutant: Mutant): Fate => {
    if (killed.has(mutant.id)) return "killed";
    if (isPending(mutant)) return "pending";
    return passed.has(mutant.id) ? "survived" : "not reached";
  };
  const nths = ordinals(mutants);
  return mutants.map((mutant) => {
    const entries = equivalents.filter((entry) => textOf(entry) === textOf(mutant));
    const equivalent = entries.find(({ nth }) => nth === undefined || nth === nths.get(mutant.id));
    return { mutant, fate: fateOf(mutant), equivalent };
  });
}

/** Which of the mutants that read the same each is, from 1, in the order of the source. */
function ordinals(mutants: readonly Mutant[]): Map<number, number> {
  const counts = new Map<string, number>();
  const nths = new Map<number, number>();
  for (const mutant of mutants.toSorted((a, b) => a.line - b.line)) {
    const nth = (counts.get(textOf(mutant)) ?? 0) + 1;
    counts.set(textOf(mutant), nth);
    nths.set(mutant.id, nth);
  }
  return nths;
}

function textOf({ file, place, original, mutated }: Equivalent | Mutant): string {
  return JSON.stringify([file, place, original, mutated]);
}

export interface Score {
  readonly all: number;
  readonly killed: number;
  readonly equivalent: number;
  readonly survived: number;
  readonly pending: number;
  /** Of those that are not equivalent, how many are killed, where what is pending counts as alive; 1 when there are none. */
  readonly score: number;
}

/** A mutant that no test reaches has survived. */
export function scoreOf(tallied: readonly Tallied[]): Score {
  const killed = tallied.filter(({ fate }) => fate === "killed").length;
  const equivalent = tallied.filter(({ fate, equivalent: entry }) => fate !== "killed" && entry !== undefined).length;
  const pending = tallied.filter(({ fate, equivalent: entry }) => fate === "pending" && entry === undefined).length;
  const survived = tallied.length - killed - equivalent - pending;
  return {
    all: tallied.length,
    killed,
    equivalent,
    survived,
    pending,
    score: tallied.length === equivalent ? 1 : killed / (tallied.length - equivalent),
  };
}

import type { StepRef } from "../facts.js";
import type { Text } from "../text.js";

/**
 * What holding the parties' words against each other showed, from good to bad:
 * - *pass*: what was independently said agrees, or what must be so is so;
 * - *not checkable*: nobody independent said anything, or what was said is not disclosed;
 * - *warning*: a reader should know;
 * - *contradiction*: two things were said that cannot both be true.
 */
export type FindingVerdict = "pass" | "not checkable" | "warning" | "contradiction";

/** The verdicts from good to bad. */
export const VERDICTS: readonly FindingVerdict[] = ["pass", "not checkable", "warning", "contradiction"];

/** What a rule found: the verdict, the records that it rests on, and one sentence. */
export interface Outcome {
  readonly verdict: FindingVerdict;
  readonly steps: readonly StepRef[];
  readonly sentence: Text;
}

/** An outcome, and whose it is. */
export interface Finding extends Outcome {
  /** Id of the rule. */
  readonly rule: string;
  /** Only of a rule that failed: what it threw, in the program's own words. */
  readonly error?: string;
}

/** The worst of some verdicts; undefined when there are none. */
export function worstOf(verdicts: Iterable<FindingVerdict>): FindingVerdict | undefined {
  const found = new Set(verdicts);
  return VERDICTS.findLast((verdict) => found.has(verdict));
}

/** A mutant that nobody can tell from the original, and why. */
export interface Equivalent {
  readonly file: string;
  /** `Contract.function`. */
  readonly place: string;
  readonly original: string;
  readonly mutated: string;
  readonly why: string;
}

/** Kept by text rather than line; one that a test kills, or that fits no mutant, is an error. */
export const EQUIVALENTS: readonly Equivalent[] = [];

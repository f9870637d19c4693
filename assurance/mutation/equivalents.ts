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
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: "contracts/libraries/Batches.sol",
    place: "Batches.isDate",
    original: "99_991_231",
    mutated: "(99_991_231) + 1",
    why: "The one date more is a 32nd day, which the comparison of the day refuses.",
  },
  {
    file: "contracts/libraries/Gs1.sol",
    place: "Gs1.isGtin",
    original: "gtin >= GTIN_LIMIT",
    mutated: "(gtin) > (GTIN_LIMIT)",
    why: "The one number more is 10^14, whose last digit is not the check digit of the others.",
  },
  {
    file: "contracts/libraries/Gs1.sol",
    place: "Gs1.prefixKey",
    original: "64",
    mutated: "(64) + 1",
    why: "The key only has to be another one for every other prefix, which it stays one bit further up.",
  },
];

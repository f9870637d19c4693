/** A change of the contracts that a test must notice. */
export interface Mutant {
  /** What makes it the active one; the same as long as neither it nor the code of its function changes. */
  readonly id: number;
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** `Contract.function`, or what stands in its place. */
  readonly place: string;
  readonly operator: Operator;
  readonly original: string;
  readonly mutated: string;
  /** The id that is reported as reached when a test comes by. */
  readonly point: number;
  /** Whether it touches a check, see `isCritical`. */
  readonly critical: boolean;
}

export type Operator =
  | "condition"
  | "boundary"
  | "arithmetic"
  | "bits"
  | "number"
  | "result"
  | "statement"
  | "modifier"
  | "assembly"
  | "table";

/** What may stand instead of a part of the source. */
export interface Change {
  readonly operator: Operator;
  /** The text that takes the place. */
  readonly text: string;
}

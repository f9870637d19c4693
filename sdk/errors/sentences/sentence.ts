import type { RevertValues } from "../revertValues.js";

/** A custom error in words. */
export interface Explanation {
  /** One sentence: what was refused and why, with the values. */
  readonly message: string;
  /** One sentence: what to do about it. */
  readonly toDo: string;
}

/** The words for one custom error. */
export type Sentence = (values: RevertValues) => Explanation;

/** The words for the custom errors of one interface, by name. */
export type Sentences = Readonly<Record<string, Sentence>>;

import type { Statement } from "./statements.js";

/** How many are told one by one: a thousand words that differ make half a million pairs. */
const TOLD = 20;

/** Two statements about the same. */
export interface Pair<Value> {
  readonly one: Statement<Value>;
  readonly other: Statement<Value>;
}

/** Pairs of one sort: the first of them, and how many more there are. */
export class Tally<Value, Of extends Pair<Value>> {
  /** At most twenty, in the order in which they came. */
  readonly first: Of[] = [];
  /** How many came after those. */
  more = 0;
  readonly #rest = new Set<Statement<Value>>();

  add(pair: Of): void {
    if (this.first.length < TOLD) {
      this.first.push(pair);
      return;
    }
    this.more += 1;
    this.#rest.add(pair.one).add(pair.other);
  }

  /** The statements of those that came after the first. */
  get rest(): Statement<Value>[] {
    return [...this.#rest];
  }
}

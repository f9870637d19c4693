import type { ConsignmentId } from "../ids.js";

/** Something in a trace that the ledger did not say. */
export interface HeadProblem {
  /** Whose journey it is about: the goods' own or one that it rests on. */
  readonly consignment: ConsignmentId;
  /** The step it is about; undefined when it is about the journey as a whole. */
  readonly sequence: number | undefined;
  /** One plain sentence. */
  readonly sentence: string;
}

/** What was found so far, about one journey. */
export class Problems {
  readonly #found: HeadProblem[];
  readonly #consignment: ConsignmentId;
  /** What a sentence begins with, so that it says which journey it is about. */
  readonly #beginning: string;

  constructor(consignment: ConsignmentId, found: HeadProblem[] = [], beginning = "") {
    this.#consignment = consignment;
    this.#found = found;
    this.#beginning = beginning;
  }

  get found(): readonly HeadProblem[] {
    return this.#found;
  }

  /** For problems of a journey that this one rests on; they are found together. */
  of(consignment: ConsignmentId): Problems {
    if (consignment === this.#consignment) return this;
    return new Problems(consignment, this.#found, `In the journey of ${consignment}: `);
  }

  add(sequence: number | undefined, sentence: string): void {
    this.#found.push({ consignment: this.#consignment, sequence, sentence: `${this.#beginning}${sentence}` });
  }

  /** The result of a computation; a problem when a value cannot be what it should be. */
  compute<Result>(sequence: number | undefined, what: string, computation: () => Result): Result | undefined {
    try {
      return computation();
    } catch {
      this.add(sequence, `${what} holds a value that the ledger cannot have recorded.`);
      return undefined;
    }
  }
}

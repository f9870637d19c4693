import type { ConsignmentId } from "../ids.js";
import { en, zh, type Text } from "../text.js";

/** Something in a trace that the ledger did not say. */
export interface HeadProblem {
  /** Whose journey it is about: the goods' own or one that it rests on. */
  readonly consignment: ConsignmentId;
  /** The step it is about; undefined when it is about the journey as a whole. */
  readonly sequence: number | undefined;
  /** One plain sentence. */
  readonly sentence: Text;
}

/** What was found so far, about one journey. */
export class Problems {
  readonly #found: HeadProblem[];
  readonly #consignment: ConsignmentId;
  /** What a sentence begins with, so that it says which journey it is about. */
  readonly #beginning: Text;

  constructor(consignment: ConsignmentId, found: HeadProblem[] = [], beginning: Text = { en: "", zh: "" }) {
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
    return new Problems(consignment, this.#found, {
      en: en`In the journey of ${consignment}: `,
      zh: zh`在${consignment}的行程中：`,
    });
  }

  /** Adds one, in both languages: see `en` and `zh`. */
  add(sequence: number | undefined, english: string, chinese: string): void {
    const sentence = { en: `${this.#beginning.en}${english}`, zh: `${this.#beginning.zh}${chinese}` };
    this.#found.push({ consignment: this.#consignment, sequence, sentence });
  }

  /** The result of a computation; a problem when a value cannot be what it should be. */
  compute<Result>(sequence: number | undefined, what: Text, computation: () => Result): Result | undefined {
    try {
      return computation();
    } catch {
      this.add(
        sequence,
        en`${what} holds a value that the ledger cannot have recorded.`,
        zh`${what}含有账本不可能记录的值。`,
      );
      return undefined;
    }
  }
}

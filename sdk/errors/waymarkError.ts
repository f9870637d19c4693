import { printable } from "./printable.js";

/** Characters of a value that a sentence quotes at most, and of the whole sentence. */
const LONGEST_VALUE = 300;
const LONGEST_SENTENCE = 2_000;

/** What an error is about: the values it names, as the ledger or the caller gave them. */
export type ErrorValues = Readonly<Record<string, unknown>>;

/** What an error is made of. */
export interface ErrorParts {
  /** Name to test against; for a refusal by a contract the name of its Solidity error, such as "NotCustodian". */
  readonly name: string;
  /** One plain sentence: what happened, with the values in human form; cut after 2,000 characters. */
  readonly message: string;
  /** One plain sentence: what to do about it. */
  readonly toDo: string;
  /** The values named, by parameter. */
  readonly values?: ErrorValues;
  /** What was caught. */
  readonly cause?: unknown;
}

/**
 * Every error of the SDK: a short message, what to do, the values it names and its cause. It is either a
 * {@link RetryableError} or a {@link FatalError}.
 *
 * @example
 * try {
 *   await waymark.checkpoints.record(record).send();
 * } catch (caught) {
 *   if (!(caught instanceof WaymarkError)) throw caught;
 *   console.error(`${caught.message} ${caught.toDo}`);
 *   if (caught instanceof RetryableError) setTimeout(tryAgain, 5_000, caught.values.transaction);
 * }
 */
export abstract class WaymarkError extends Error {
  override readonly name: string;
  readonly toDo: string;
  readonly values: ErrorValues;

  constructor({ name, message, toDo, values = {}, cause }: ErrorParts) {
    super(inOneLine(message), cause === undefined ? {} : { cause });
    this.name = name;
    this.toDo = inOneLine(toDo);
    this.values = values;
  }
}

/**
 * It is not known what the ledger makes of the request (no connection, time-out, too many requests): the same call may succeed
 * later. When `values.transaction` names a transaction, it may still be mined: look for it before sending again.
 */
export class RetryableError extends WaymarkError {}

/** The request was judged and refused: repeating it unchanged will not help. */
export class FatalError extends WaymarkError {}

/** The contract's own refusal: the ledger's, or that of the access manager beside it. `name` is that of its Solidity error. */
export class RefusedError extends FatalError {}

/** A value that cannot be what it is said to be; found before anything was sent. */
export class InvalidValueError extends FatalError {
  /**
   * @param message What the value is and why it cannot be right; of a long value the first 300 characters are shown.
   * @param toDo What to do about it.
   * @param value The value as it was given.
   * @param cause What was caught, if anything was.
   */
  constructor(message: string, toDo: string, value: unknown, cause?: unknown) {
    super({
      name: "InvalidValueError",
      message: quoting(message, value),
      toDo: quoting(toDo, value),
      values: { value },
      cause,
    });
  }
}

/** A sentence in which a long value from outside is cut where it is quoted; the value itself stays whole beside it. */
function quoting(sentence: string, value: unknown): string {
  if (typeof value !== "string" || value.length <= LONGEST_VALUE) return sentence;
  return sentence.replaceAll(value, () => printable(value, LONGEST_VALUE));
}

/** A sentence in one line, whatever else it quotes: no error fills a log or steers a terminal. */
function inOneLine(sentence: string): string {
  return printable(sentence, LONGEST_SENTENCE);
}

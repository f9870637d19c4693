/** What an error is about: the values it names, as the ledger or the caller gave them. */
export type ErrorValues = Readonly<Record<string, unknown>>;

/** What an error is made of. */
export interface ErrorParts {
  /** Name to test against; for a refusal by a contract the name of its Solidity error, such as "NotCustodian". */
  readonly name: string;
  /** One plain sentence: what happened, with the values in human form. */
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
 *   await waymark.record(checkpoint);
 * } catch (caught) {
 *   const error = decodeError(caught, IWaymark__factory.createInterface());
 *   console.error(`${error.message} ${error.toDo}`);
 * }
 */
export abstract class WaymarkError extends Error {
  override readonly name: string;
  readonly toDo: string;
  readonly values: ErrorValues;

  constructor({ name, message, toDo, values = {}, cause }: ErrorParts) {
    super(message, cause === undefined ? {} : { cause });
    this.name = name;
    this.toDo = toDo;
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
   * @param message What the value is and why it cannot be right.
   * @param toDo What to do about it.
   * @param value The value as it was given.
   * @param cause What was caught, if anything was.
   */
  constructor(message: string, toDo: string, value: unknown, cause?: unknown) {
    super({ name: "InvalidValueError", message, toDo, values: { value }, cause });
  }
}

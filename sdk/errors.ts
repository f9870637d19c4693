import { Interface, type ErrorDescription } from "ethers";

import { answerFaultIn, saysReverted, unreadable } from "./errors/answers.js";
import { wrongArgumentIn } from "./errors/arguments.js";
import { explain } from "./errors/explain.js";
import { faultIn } from "./errors/faults.js";
import { printable } from "./errors/printable.js";
import { layersOf, namedErrorsIn, propertyOf, revertDataIn } from "./errors/revertData.js";
import { FatalError, RefusedError, WaymarkError, type ErrorValues } from "./errors/waymarkError.js";

export { FatalError, InvalidValueError, RefusedError, RetryableError, WaymarkError } from "./errors/waymarkError.js";

/** Knows the two errors of Solidity itself. */
const NO_ABI = new Interface([]);

/**
 * Says in plain words what an error means, whatever library, wallet or node it came through and however deep the ledger's
 * answer lies in it.
 *
 * @param error What was caught.
 * @param abis The interfaces whose custom errors may be in it: the ledger's, and the access manager's where one is called.
 * @returns The same error when it is one of the SDK's; a {@link RefusedError} named after the Solidity error when the ledger
 * refused; an {@link InvalidValueError} when a value could not be encoded; a {@link RetryableError} when the ledger was not
 * reached, or its node failed; else a {@link FatalError} with the original as its cause.
 * @example const { message, toDo } = decodeError(caught, waymark.ledger.interface);
 */
export function decodeError(error: unknown, ...abis: readonly Interface[]): WaymarkError {
  for (const layer of layersOf(error)) if (layer instanceof WaymarkError) return layer;
  return (
    refusalIn(error, [...abis, NO_ABI]) ??
    faultIn(error) ??
    wrongArgumentIn(error) ??
    bareRevertIn(error) ??
    answerFaultIn(error) ??
    unreadIn(error) ??
    unexpected(error)
  );
}

/** A revert with data: by its custom error, or else by its selector. */
function refusalIn(error: unknown, abis: readonly Interface[]): RefusedError | undefined {
  const candidates = [...revertDataIn(error)];
  for (const data of candidates) {
    for (const abi of abis) {
      const refusal = parse(data, abi);
      if (refusal !== undefined) return refusalFor(refusal, error);
    }
  }
  const named = namedIn(error, abis);
  if (named !== undefined) return refusalFor(named, error);
  const [data] = candidates;
  if (data === undefined) return undefined;
  return new RefusedError({
    name: "UnknownRevert",
    message: `The contract refused with an error that this release does not know (${data.slice(0, 10)}).`,
    toDo: "Check that the address is the ledger's, and that the SDK has the version of the ledger.",
    values: { data },
    cause: error,
  });
}

/** A refusal of which a node tells the name and the values, and not the data. */
function namedIn(error: unknown, abis: readonly Interface[]): Refusal | undefined {
  for (const { name, args } of namedErrorsIn(error)) {
    for (const abi of abis) {
      try {
        const refusal = parse(abi.encodeErrorResult(name, args.map(valueOf)), abi);
        if (refusal !== undefined) return refusal;
      } catch {
        // No error of this interface, or not with these values.
      }
    }
  }
  return undefined;
}

/** A value as a node writes it; numbers and hexadecimal text are taken as they are. */
function valueOf(text: string): unknown {
  return text === "true" || text === "false" ? text === "true" : text;
}

function refusalFor({ name, values }: Refusal, cause: unknown): RefusedError {
  const explanation = explain(name, values) ?? {
    message: `The contract refused with ${name}(${Object.entries(values)
      .map(([key, value]) => `${key}: ${String(value)}`)
      .join(", ")}).`,
    toDo: "Please report it: this release has no words for it.",
  };
  return new RefusedError({ name, ...explanation, values, cause });
}

/** A custom error and its parameters by name; by position where they have none. */
interface Refusal {
  readonly name: string;
  readonly values: ErrorValues;
}

function parse(data: string, abi: Interface): Refusal | undefined {
  try {
    const description = abi.parseError(data);
    return description === null ? undefined : { name: description.name, values: valuesOf(description) };
  } catch {
    // The selector is known, but what follows it is not its parameters.
    return undefined;
  }
}

function valuesOf({ args, fragment }: ErrorDescription): ErrorValues {
  return Object.fromEntries(
    fragment.inputs.map(({ name }, index): [string, unknown] => [name === "" ? `${index}` : name, args[index]]),
  );
}

/** A revert of which only the fact is known, as of a transaction that was mined and failed. */
function bareRevertIn(error: unknown): RefusedError | undefined {
  if (!saysReverted(error) && !isCallException(error)) return undefined;
  return new RefusedError({
    name: "RevertWithoutReason",
    message: "The contract refused and gave no reason.",
    toDo: "Check that the address is the ledger's and the gas suffices, then repeat it as a dry run to see the reason.",
    cause: error,
  });
}

/**
 * Whether ethers knows of a revert. It calls every answer of a node to a call a revert, also "server overloaded": one that
 * holds an answer tells nothing more than the answer does, unless there was data to it, if only none ("0x").
 */
function isCallException(error: unknown): boolean {
  const exceptions = [...layersOf(error)].filter((layer) => propertyOf(layer, "code") === "CALL_EXCEPTION");
  return exceptions.some(
    (layer) => typeof propertyOf(layer, "data") === "string" || answerFaultIn(layer) === undefined,
  );
}

/** An answer of which ethers knows only that it tells of an error, and that tells none. */
function unreadIn(error: unknown): WaymarkError | undefined {
  const isUnread = [...layersOf(error)].some((layer) => propertyOf(layer, "code") === "UNKNOWN_ERROR");
  return isUnread
    ? faultIn(unreadable("The answer tells of an error, and of none that can be read.", error))
    : undefined;
}

/** Characters that are told of what is not known. */
const LONGEST_MESSAGE = 300;

function unexpected(error: unknown): FatalError {
  const message = printable(messageOf(error), LONGEST_MESSAGE);
  return new FatalError({
    name: "UnexpectedError",
    message: `Something unexpected went wrong: ${message}`,
    toDo: "Please report it together with its cause.",
    cause: error,
  });
}

/** The words of what was thrown: anything can be, also what has no message and no text. */
export function messageOf(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) return String(thrown);
  const message = propertyOf(thrown, "message");
  return typeof message === "string" ? message : "what was thrown has no message";
}

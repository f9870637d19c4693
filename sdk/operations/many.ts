import { decodeError, InvalidValueError, type WaymarkError } from "../errors.js";
import { shown } from "../errors/shown.js";
import { requireList, requireObject } from "../given.js";
import { LEDGER_ABIS } from "./abis.js";
import { encoderOf } from "./encoder.js";
import { Operation } from "./operation.js";
import type { OperationClient } from "./operationClient.js";
import { readRecords, type RecordedMany } from "./recorded.js";

/** The most calls, or records, that the ledger takes at once. */
const MOST_AT_ONCE = 256;

/** How several operations are done at once. */
export interface ManyOptions {
  /** Whether what is refused is left out and reported, instead of refusing all. Each may then use 1,000,000 gas. */
  readonly skipping?: boolean;
}

/** An operation that was left out of several. */
export interface Rejection {
  /** Its place among them, from 0. */
  readonly index: number;
  readonly refusal: WaymarkError;
}

/** What several operations did. */
export interface ManyDone extends RecordedMany {
  /** What was left out, in order. */
  readonly rejections: readonly Rejection[];
}

/**
 * Does 1 to 256 operations of the ledger in one transaction of the sender: all or none, or all that are not refused.
 *
 * @throws InvalidValueError, from the operation, when there are none or too many, or one is not of the ledger.
 */
export function many(
  client: OperationClient,
  operations: readonly Operation<unknown>[],
  options: ManyOptions = {},
): Operation<ManyDone> {
  return new Operation(client, {
    prepare: async () => {
      requireList("set of operations", operations);
      requireObject("set of options", options);
      callsAtOnce(operations.length);
      for (const operation of operations) requireOperation(operation);
      const calls = await Promise.all(operations.map((operation) => operation.call()));
      const elsewhere = calls.find(({ to }) => to !== client.address);
      if (elsewhere !== undefined) {
        throw new InvalidValueError(
          `An operation is of ${elsewhere.to} and not of the ledger.`,
          "Send operations of the access manager by themselves.",
          elsewhere.to,
        );
      }
      const data = calls.map((call) => call.data);
      const abi = encoderOf(client.ledger.interface);
      return {
        to: client.address,
        data:
          options.skipping === true
            ? abi.encodeFunctionData("tryMulticall", [data])
            : abi.encodeFunctionData("multicall", [data]),
      };
    },
    read: async (logs) => ({
      ...(await readRecords(client, logs)),
      rejections: logs.all(client.ledger.filters.CallRejected).map(({ index, reason }) => ({
        index: Number(index),
        refusal: decodeError({ code: "CALL_EXCEPTION", data: reason }, ...LEDGER_ABIS),
      })),
    }),
  });
}

/** @throws InvalidValueError when it is none. */
export function requireOperation(operation: unknown): asserts operation is Operation<unknown> {
  if (operation instanceof Operation) return;
  throw new InvalidValueError(
    `${shown(operation)} is no operation.`,
    "Give what the nouns of the client give, such as waymark.checkpoints.record(record), before it is sent.",
    operation,
  );
}

/**
 * Refuses a number of calls that the ledger does not take at once.
 *
 * @throws InvalidValueError when it is not 1 to 256.
 */
export function callsAtOnce(count: number): void {
  if (count >= 1 && count <= MOST_AT_ONCE) return;
  throw new InvalidValueError(
    `${count} cannot be written at once: the ledger takes 1 to ${MOST_AT_ONCE}.`,
    "Leave out the call when there is nothing to write; split what is more.",
    count,
  );
}

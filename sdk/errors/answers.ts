import { printable } from "./printable.js";
import { layersOf, propertyOf } from "./revertData.js";
import { FatalError, RetryableError, type WaymarkError } from "./waymarkError.js";

/** What a node answers instead of a result (JSON-RPC 2.0). */
interface Answer {
  readonly code: number;
  readonly message: string;
}

/** A kind of answer with which a node fails, and says nothing of what the ledger would do. */
export interface AnswerFault {
  readonly name: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** Codes of JSON-RPC, EIP-1474 and EIP-1193; undefined for all that are left. */
  readonly codes: readonly number[] | undefined;
  readonly message: (words: string, method: string) => string;
  readonly toDo: string;
}

/** The most telling first. */
export const ANSWER_FAULTS: readonly AnswerFault[] = [
  {
    name: "MethodMissing",
    retryable: false,
    codes: [-32601, -32004, 4200],
    message: (words, method) => `The node does not offer ${method}: it answered "${words}".`,
    toDo: "Use a node that offers it.",
  },
  {
    name: "RequestInvalid",
    retryable: false,
    codes: [-32700, -32600, -32602, 4100, 4902],
    message: (words, method) => `The node does not take the request ${method} as it is: it answered "${words}".`,
    toDo: "Use another node, or report it together with its cause.",
  },
  {
    name: "NodeFailed",
    retryable: true,
    codes: undefined,
    message: (words, method) => `The node failed at ${method}: it answered "${words}".`,
    toDo: "Try again in a little while, or use another node.",
  },
];

/** Characters of a node's own words that are told. */
const LONGEST_WORDS = 300;

/** What nodes say when the EVM ended a call, whether by a revert or by running into something it cannot do. */
const REVERT_WORDS =
  /\brevert(ed)?\b|VM (execution|exception)|may fail or may always fail|(out of|ran out of) gas|invalid opcode|bad instruction|bad jump|stack (under|over)flow/i;

/** Whether a node's own words say that a call was carried out and reverted, though not why. */
export function saysReverted(error: unknown): boolean {
  return [...answersIn(error)].some(({ code, message }) => code === 3 || REVERT_WORDS.test(message));
}

/** The error for an answer that no node gives, marked as ethers marks its own, so that both are told in the same words. */
export function unreadable(message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code: "BAD_DATA" });
}

/**
 * What a node that fails has answered.
 *
 * @returns undefined when the error holds no answer of a node.
 */
export function answerFaultIn(error: unknown): WaymarkError | undefined {
  // The innermost: wallets put words of their own around those of the node.
  const answer = [...answersIn(error)].at(-1);
  if (answer === undefined) return undefined;
  const { code } = answer;
  const words = printable(answer.message, LONGEST_WORDS);
  const fault = ANSWER_FAULTS.find(({ codes }) => codes === undefined || codes.includes(code));
  if (fault === undefined) return undefined;
  const method = methodIn(error, words);
  const parts = {
    name: fault.name,
    message: fault.message(words, method ?? "what was asked of it"),
    toDo: fault.toDo,
    values: { code, answer: words, ...(method === undefined ? {} : { method }) },
    cause: error,
  };
  return fault.retryable ? new RetryableError(parts) : new FatalError(parts);
}

/**
 * The answers of nodes and wallets, outermost first. Libraries make errors of their own of them, whose codes are words, and
 * whose messages speak of missing revert data whatever was answered.
 */
function* answersIn(error: unknown): Generator<Answer> {
  for (const layer of layersOf(error)) {
    const code = propertyOf(layer, "code");
    const message = propertyOf(layer, "message");
    if (typeof code !== "number" || typeof message !== "string") continue;
    // Errors of the platform, such as DOMException, have positive codes of their own.
    if (code < 0 || !(layer instanceof Error)) yield { code, message };
  }
}

/** The method that was asked for: ethers keeps the request beside the answer, others name it in words if at all. */
function methodIn(error: unknown, words: string): string | undefined {
  for (const layer of layersOf(error)) {
    const payload = propertyOf(layer, "payload");
    const method = typeof payload === "object" && payload !== null ? propertyOf(payload, "method") : undefined;
    if (typeof method === "string") return method;
  }
  return /\b(?:eth|net|web3|debug|trace)_\w+/.exec(words)?.[0];
}

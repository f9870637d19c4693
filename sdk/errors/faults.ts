import { layersOf, propertyOf } from "./revertData.js";
import { FatalError, RetryableError, type WaymarkError } from "./waymarkError.js";

/** Something that went wrong on the way to the ledger or back. */
interface Fault {
  readonly name: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** Codes of ethers, of Node.js and its HTTP client, and of JSON-RPC (EIP-1474). */
  readonly codes: readonly (string | number)[];
  /** What nodes and browsers say that give no telling code. */
  readonly words?: RegExp;
  readonly message: (endpoint: string) => string;
  readonly toDo: string;
}

/** The most telling first: one error may carry the marks of several. */
const FAULTS: readonly Fault[] = [
  {
    name: "InsufficientFunds",
    retryable: false,
    codes: ["INSUFFICIENT_FUNDS"],
    words: /insufficient funds|doesn't have enough funds/i,
    message: () => "The sending account cannot pay for the transaction.",
    toDo: "Send ether to the account, or send from another one.",
  },
  {
    name: "TransactionOvertaken",
    retryable: true,
    codes: ["NONCE_EXPIRED", "REPLACEMENT_UNDERPRICED"],
    words: /nonce too low|replacement transaction underpriced/i,
    message: () => "Another transaction of the same account came first.",
    toDo: "Look whether the record is on the ledger already; if not, send it again.",
  },
  {
    name: "SigningDeclined",
    retryable: false,
    codes: ["ACTION_REJECTED", 4001],
    message: () => "The wallet declined to sign.",
    toDo: "Confirm the transaction in the wallet if it is meant.",
  },
  {
    name: "RpcUnreachable",
    retryable: true,
    codes: [
      "NETWORK_ERROR",
      "ECONNREFUSED",
      "ECONNRESET",
      "EAI_AGAIN",
      "EHOSTUNREACH",
      "ENETUNREACH",
      "ENOTFOUND",
      "EPIPE",
      "UND_ERR_CONNECT_TIMEOUT",
      "UND_ERR_SOCKET",
    ],
    words: /fetch failed|failed to fetch|load failed|networkerror when/i,
    message: (endpoint) => `The chain cannot be reached${endpoint}.`,
    toDo: "Check that the node is running and its RPC address is right, then try again.",
  },
  {
    name: "RpcTimeout",
    retryable: true,
    codes: ["TIMEOUT", "ETIMEDOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"],
    message: (endpoint) =>
      `The chain did not answer in time${endpoint}; a transaction that was sent may still be mined.`,
    toDo: "Look whether the record is on the ledger already; if not, send it again.",
  },
  {
    name: "RpcBusy",
    retryable: true,
    codes: [-32005, 429],
    words: /too many requests|rate limit/i,
    message: (endpoint) => `The node takes no more requests for now${endpoint}.`,
    toDo: "Try again in a little while, or use another node.",
  },
];

/** HTTP answers in the range of the caller's mistakes that are none: time-out, too early, too many. */
const PASSING_STATUSES = [408, 425, 429];

/**
 * What went wrong on the way to the ledger or back, if that is what an error tells.
 *
 * @returns undefined when the error bears no mark of it.
 */
export function faultIn(error: unknown): WaymarkError | undefined {
  const layers = [...layersOf(error)];
  const endpoint = layers.map(endpointIn).find((found) => found !== undefined);
  const at = endpoint === undefined ? "" : ` at ${endpoint}`;
  const values = endpoint === undefined ? {} : { endpoint };

  for (const { name, retryable, message, toDo, ...marks } of FAULTS) {
    if (!layers.some((layer) => bears(layer, marks))) continue;
    const parts = { name, message: message(at), toDo, values, cause: error };
    return retryable ? new RetryableError(parts) : new FatalError(parts);
  }

  const status = layers.map(statusIn).find((found) => found !== undefined);
  if (status === undefined) return undefined;
  const parts = {
    name: "RpcFailed",
    message: `The node answered with HTTP status ${status}${at}.`,
    values: { ...values, status },
    cause: error,
  };
  return status >= 400 && status < 500 && !PASSING_STATUSES.includes(status)
    ? new FatalError({ ...parts, toDo: "Check the RPC address and its access key." })
    : new RetryableError({ ...parts, toDo: "Try again in a little while, or use another node." });
}

function bears(layer: object, { codes, words }: Pick<Fault, "codes" | "words">): boolean {
  const code = propertyOf(layer, "code");
  if ((typeof code === "string" || typeof code === "number") && codes.includes(code)) return true;
  const message = propertyOf(layer, "message");
  return words !== undefined && typeof message === "string" && words.test(message);
}

/** Where a request went, without path and query: those may hold an access key. */
function endpointIn(layer: object): string | undefined {
  const url = propertyOf(layer, "requestUrl");
  if (typeof url !== "string" || !URL.canParse(url)) return undefined;
  return new URL(url).origin;
}

/** The HTTP status that ethers keeps as "503 Service Unavailable". */
function statusIn(layer: object): number | undefined {
  const status = propertyOf(layer, "responseStatus");
  const digits = typeof status === "string" ? /^\d{3}/.exec(status)?.[0] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

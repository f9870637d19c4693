import { layersOf, propertyOf } from "./revertData.js";
import { FatalError, RetryableError, type WaymarkError } from "./waymarkError.js";

/** Something that went wrong on the way to the ledger or back. */
export interface Fault {
  readonly name: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** Codes of ethers, of Node.js and its HTTP client, and of JSON-RPC (EIP-1474). */
  readonly codes: readonly (string | number)[];
  /** Names of errors of the platform, which have no telling code. */
  readonly names?: readonly string[];
  /** What nodes and browsers say that give no telling code. */
  readonly words?: RegExp;
  readonly message: (endpoint: string) => string;
  readonly toDo: string;
}

/** The most telling first: one error may carry the marks of several. */
export const FAULTS: readonly Fault[] = [
  {
    name: "InsufficientFunds",
    retryable: false,
    codes: ["INSUFFICIENT_FUNDS"],
    words:
      /insufficient (funds|balance) for|insufficient funds|doesn't have enough funds|insufficient MaxFeePerGas for sender balance/i,
    message: () => "The sending account cannot pay for the transaction.",
    toDo: "Send ether to the account, or send from another one.",
  },
  {
    name: "TransactionKnown",
    retryable: true,
    codes: [],
    words: /already known|\bknown transaction|already imported|AlreadyKnown/i,
    message: () => "The node has this very transaction already.",
    toDo: "Wait for it: it was sent before, and need not be sent again.",
  },
  {
    name: "ReplacementUnderpriced",
    retryable: true,
    codes: ["REPLACEMENT_UNDERPRICED"],
    words: /replacement (transaction|fee) (underpriced|too low)|gas price too low to replace|ReplacementNotAllowed/i,
    message: () =>
      "Another transaction of the account with the same nonce waits, and this one does not pay enough to replace it.",
    toDo: "Wait for the other one, or send it again with fees at least a tenth higher.",
  },
  {
    name: "NonceTooHigh",
    retryable: true,
    codes: [],
    words: /nonce too high|nonce gap|NonceGap/i,
    message: () => "The transaction waits for an earlier one of the same account, which the node does not have.",
    toDo: "Send the earlier one first; if the wallet counts wrongly, reset its account.",
  },
  {
    name: "TransactionOvertaken",
    retryable: true,
    codes: ["NONCE_EXPIRED"],
    words: /nonce too low|nonce has already been used|OldNonce|invalid transaction nonce/i,
    message: () => "Another transaction of the same account came first.",
    toDo: "Look whether the record is on the ledger already; if not, send it again.",
  },
  {
    name: "FeeTooLow",
    retryable: true,
    codes: [],
    words:
      /transaction underpriced|max fee per gas less than block base fee|maxFeePerGas.{0,40}(too low|lower than)|fee cap less than block base fee|FeeTooLow|below.{0,20}minimum gas price/i,
    message: () => "The transaction offers less than the chain asks for at present.",
    toDo: "Send it again: the fee is asked for anew.",
  },
  {
    name: "GasLimitTooHigh",
    retryable: false,
    codes: [],
    words:
      /exceeds (the )?(block|transaction) gas (limit|cap)|gas limit (too high|reached)|intrinsic gas too high|exceeds allowance/i,
    message: () => "The transaction may use more gas than the chain, or the account's ether, allows.",
    toDo: "Write fewer records at once, or give a lower gasLimit.",
  },
  {
    name: "GasLimitTooLow",
    retryable: false,
    codes: [],
    words: /intrinsic gas too low|gas required exceeds allowance|\bout of gas\b/i,
    message: () => "The transaction has too little gas for what it does.",
    toDo: "Leave out gasLimit, so that the gas is estimated, or give more.",
  },
  {
    name: "WrongChain",
    retryable: false,
    codes: [],
    // The last is what ethers says of a wallet that its user, or a node that its operator, has put on another chain.
    words: /invalid (chain id|sender)|chain ?id mismatch|wrong chain ?id|network changed: \d+ => \d+/i,
    message: () => "The wallet and the node are not both on the chain that is meant.",
    toDo: "Connect signer and provider to the same chain.",
  },
  {
    name: "SigningDeclined",
    retryable: false,
    codes: ["ACTION_REJECTED", 4001],
    // What browsers call a passkey that was not confirmed (WebAuthn).
    names: ["NotAllowedError"],
    message: () => "It was not confirmed to sign.",
    toDo: "Confirm it in the wallet or with the passkey if it is meant.",
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
    words: /request timed out|timeout of \d+ ?ms|context deadline exceeded|execution aborted \(timeout/i,
    message: (endpoint) =>
      `The chain did not answer in time${endpoint}; a transaction that was sent may still be mined.`,
    toDo: "Look whether the record is on the ledger already; if not, send it again.",
  },
  {
    name: "RpcBusy",
    retryable: true,
    codes: [-32005, 429],
    words:
      /too many requests|rate limit|compute units per second|request limit|daily request count exceeded|over (the )?capacity|exceeded maximum retry limit/i,
    message: (endpoint) => `The node takes no more requests for now${endpoint}.`,
    toDo: "Try again in a little while, or use another node.",
  },
  {
    name: "NodeBehind",
    retryable: true,
    codes: [],
    words:
      /header not found|missing trie node|unknown block|block not found|state (is )?not available|historical state|pruned/i,
    message: (endpoint) => `The node does not have the block or the state that was asked for${endpoint}.`,
    toDo: "Try again in a little while; for what is old, use a node that keeps the whole history.",
  },
  {
    name: "NotALedger",
    retryable: false,
    codes: ["BUFFER_OVERRUN"],
    words: /could not decode result data|invalid length for result data|deferred error during ABI decoding/i,
    message: (endpoint) =>
      `No Waymark ledger answers at that address${endpoint}: what does cannot be read as its answer.`,
    toDo: "Check the address and the chain of the node, and that the SDK has the version of the ledger.",
  },
  {
    name: "AnswerUnreadable",
    retryable: true,
    codes: ["BAD_DATA"],
    words: /response body is not valid JSON|missing response for request|argument="%response"/i,
    message: (endpoint) => `What answered is no node of a chain, or one that is disturbed${endpoint}.`,
    toDo: "Check that the RPC address is that of a node and not of a page or a proxy, then try again.",
  },
  {
    name: "Aborted",
    retryable: true,
    codes: ["ABORT_ERR", "CANCELLED"],
    names: ["AbortError"],
    words: /provider destroyed/i,
    message: (endpoint) => `The request was ended by the caller before it was answered${endpoint}.`,
    toDo: "Ask again when it is wanted; of a transaction look first whether it was sent.",
  },
  {
    name: "TimedOut",
    retryable: true,
    codes: [],
    names: ["TimeoutError"],
    message: (endpoint) => `The request was not answered in the time that the caller gave it${endpoint}.`,
    toDo: "Give it more time, or use another node; of a transaction look first whether it was sent.",
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
  const at = atEndpoint(endpoint);
  const values = endpoint === undefined ? {} : { endpoint };

  for (const { name, retryable, message, toDo, ...marks } of FAULTS) {
    if (!layers.some((layer) => bears(layer, marks))) continue;
    const parts = { name, message: message(at), toDo, values, cause: error };
    return retryable ? new RetryableError(parts) : new FatalError(parts);
  }

  const status = layers.map(statusIn).find((found) => found !== undefined);
  if (status === undefined) return undefined;
  const rest = { values: { ...values, status }, cause: error };
  return status >= 400 && status < 500 && !PASSING_STATUSES.includes(status)
    ? new FatalError({
        name: "RpcFailed",
        message: `The node answered with HTTP status ${status}${at}.`,
        toDo: "Check the RPC address and its access key.",
        ...rest,
      })
    : new RetryableError({
        name: "RpcFailed",
        message: `The node answered with HTTP status ${status}${at}.`,
        toDo: "Try again in a little while, or use another node.",
        ...rest,
      });
}

function bears(layer: object, { codes, names, words }: Pick<Fault, "codes" | "names" | "words">): boolean {
  const name = propertyOf(layer, "name");
  if (typeof name === "string" && names?.includes(name) === true) return true;
  const code = propertyOf(layer, "code");
  if ((typeof code === "string" || typeof code === "number") && codes.includes(code)) return true;
  const message = propertyOf(layer, "message");
  return words !== undefined && typeof message === "string" && words.test(message);
}

function endpointIn(layer: object): string | undefined {
  return endpointOf(propertyOf(layer, "requestUrl"));
}

/** Where a request goes, without credentials, path and query: those may hold an access key. */
export function endpointOf(url: unknown): string | undefined {
  return typeof url === "string" && URL.canParse(url) ? new URL(url).origin : undefined;
}

/** " at https://node.example"; nothing where it is not known. */
export function atEndpoint(endpoint: string | undefined): string {
  return endpoint === undefined ? "" : ` at ${endpoint}`;
}

/** The HTTP status that ethers keeps as "503 Service Unavailable". */
function statusIn(layer: object): number | undefined {
  const status = propertyOf(layer, "responseStatus");
  const digits = typeof status === "string" ? /^\d{3}/.exec(status)?.[0] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

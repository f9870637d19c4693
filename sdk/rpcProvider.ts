import {
  FetchRequest,
  JsonRpcProvider,
  type FetchGetUrlFunc,
  type JsonRpcApiProviderOptions,
  type JsonRpcPayload,
  type JsonRpcResult,
} from "ethers";

import { unreadable } from "./errors/answers.js";
import { sleep } from "./sleep.js";

import { InvalidValueError } from "./errors/waymarkError.js";

/** Milliseconds that a node has for one answer: enough for the logs of a wide range of blocks. */
const REQUEST_TIMEOUT = 60_000;

/** Bytes of one answer, unpacked: some hundred thousand logs. */
const ANSWER_SIZE = 134_217_728;

/** The answer of a node that takes no more requests for now (RFC 6585, section 4), and how often it is asked at most. */
const BUSY = 429;
const ATTEMPTS = 7;

/** Milliseconds that the first wait for a busy node takes at most; each one after it up to twice as long. */
const PAUSE = 250;

/** Milliseconds that no such wait exceeds, whatever the node asks for: seven requests end within the time of connecting. */
const LONGEST_PAUSE = 4_000;

/** How requests go together and what is answered from memory, as ethers has it; and how long one may take. */
export type RpcOptions = Pick<JsonRpcApiProviderOptions, "batchStallTime" | "cacheTimeout"> & {
  /** Milliseconds for one answer, however often it is asked for; 60,000 unless said. */
  readonly timeout?: number;
};

/**
 * A node behind a URL, each request to which ends in bounded time: after 60 s without the whole answer, and after seven
 * answers that it is busy (HTTP 429) or when there is no time left to ask again. Between them it waits as long as the node
 * asks for (`Retry-After`), 4 s at most.
 *
 * An answer of more than 128 MiB is not read, and no redirection followed: what is sent is for this node alone.
 *
 * @param url Of http or https; a name and a password in it go into a header, and into no message.
 * @throws InvalidValueError when these have a % that escapes nothing.
 */
export function rpcProvider(url: string, { timeout = REQUEST_TIMEOUT, ...options }: RpcOptions = {}): JsonRpcProvider {
  const { username, password } = new URL(url);
  const request = new FetchRequest(withoutCredentials(url));
  if (username !== "" || password !== "") {
    // Whoever writes a password into a URL of http wants it sent: a node in the same house.
    request.allowInsecureAuthentication = true;
    request.setCredentials(unescaped(username, url), unescaped(password, url));
  }
  const destroyed = new AbortController();
  request.timeout = timeout;
  // Who asks again is fetchUntil: ethers takes the seconds of a busy node for milliseconds, and counts the time anew each time.
  request.setThrottleParams({ maxAttempts: 1 });
  request.getUrlFunc = fetchUntil(destroyed.signal);
  return new RpcProvider(request, options, destroyed);
}

/** The name or the password in a URL, which escapes some of their signs. */
function unescaped(part: string, url: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    const { origin } = new URL(url);
    throw new InvalidValueError(
      `The name or the password in the URL of the node at ${origin} has a % that escapes nothing.`,
      "Write %25 for a % that is meant.",
      origin,
    );
  }
}

/** Ends what is under way when it is destroyed: an open request would keep the process. */
class RpcProvider extends JsonRpcProvider {
  readonly #destroyed: AbortController;

  constructor(request: FetchRequest, options: JsonRpcApiProviderOptions, destroyed: AbortController) {
    // The chain behind a URL does not change: it is asked for its id once.
    super(request, undefined, { staticNetwork: true, ...options });
    this.#destroyed = destroyed;
  }

  /** What is no answer of JSON-RPC 2.0 (section 5), ethers would stumble over. */
  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    const answers: readonly unknown[] = await super._send(payload);
    if (answers.length === 0 || !answers.every(isAnswer)) throw unreadable("What answered does not speak JSON-RPC.");
    return answers as JsonRpcResult[];
  }

  override destroy(): void {
    this.#destroyed.abort();
    super.destroy();
  }
}

function isAnswer(answer: unknown): boolean {
  if (typeof answer !== "object" || answer === null) return false;
  if (!("error" in answer)) return "result" in answer;
  return typeof answer.error === "object" && answer.error !== null;
}

/**
 * Carries out a request. What ethers does by itself in Node.js ends a silence and no trickle, has no end before the connection
 * stands, and leaves the connection open.
 */
function fetchUntil(destroyed: AbortSignal): FetchGetUrlFunc {
  return async ({ url, method, headers, body, timeout }) => {
    const late = AbortSignal.timeout(timeout);
    const end = Date.now() + timeout;
    const signal = AbortSignal.any([late, destroyed]);
    try {
      for (let attempt = 1; ; attempt += 1) {
        const response = await fetch(url, { method, headers, body, redirect: "error", signal });
        const pause = pauseAfter(response, attempt);
        if (response.status !== BUSY || attempt === ATTEMPTS || Date.now() + pause >= end) {
          return {
            statusCode: response.status,
            statusMessage: response.statusText,
            headers: Object.fromEntries(response.headers),
            body: await bytesOf(response),
          };
        }
        await response.body?.cancel();
        await sleep(pause, signal);
      }
    } catch (cause) {
      // As ethers marks its own, so that both are told in the same words.
      const unanswered = late.aborted ? "TIMEOUT" : destroyed.aborted ? "CANCELLED" : "NETWORK_ERROR";
      const code = cause instanceof AnswerTooLong ? "BAD_DATA" : unanswered;
      throw Object.assign(new Error("The request was not answered.", { cause }), { code, requestUrl: url });
    }
  };
}

/** Milliseconds until a busy node is asked again; a date in `Retry-After` is taken for nothing said. */
function pauseAfter({ headers }: Response, attempt: number): number {
  const asked = Number(headers.get("retry-after")) * 1_000 || 0;
  return Math.min(Math.max(asked, Math.random() * PAUSE * 2 ** (attempt - 1)), LONGEST_PAUSE);
}

class AnswerTooLong extends Error {}

/** @throws AnswerTooLong as soon as it is: what answers may never end. */
async function bytesOf({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined = body?.getReader();
  for (;;) {
    const value = (await reader?.read())?.value;
    if (value === undefined) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    size += value.byteLength;
    if (size > ANSWER_SIZE) {
      await reader?.cancel();
      throw new AnswerTooLong(`The answer has more than ${ANSWER_SIZE} bytes.`);
    }
    chunks.push(value);
  }
}

function withoutCredentials(url: string): string {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare.href;
}

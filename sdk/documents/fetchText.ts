import { endpointOf } from "../errors/faults.js";
import { FatalError, InvalidValueError, RetryableError, WaymarkError } from "../errors/waymarkError.js";
import { timerOf } from "../timer.js";
import { DocumentRefused } from "./problem.js";

/** How long and how much of an answer is waited for. */
export interface FetchOptions {
  /** Milliseconds for the whole answer, more than 0; 30 000 unless said. */
  readonly timeout?: number;
  /** Bytes of the answer at most, unpacked, more than 0; 64 million unless said. */
  readonly maxBytes?: number;
  /** Ends waiting early. */
  readonly signal?: AbortSignal;
}

/** Statuses (RFC 9110, section 15) after which the same request may succeed later; all from 500 on are such too. */
const PASSING = [408, 425, 429];

/**
 * Fetches text from a server that nobody needs to trust: what it sends is read no further than the bounds. Where it redirects,
 * it is followed, as the Fetch standard has it (20 times at most), within the same bounds. Errors name the server and not the
 * whole URL, which may hold a key.
 *
 * @param what What it should be, such as "trace".
 * @param url Of http or https, without credentials.
 * @throws InvalidValueError when `timeout` or `maxBytes` is no number above 0.
 * @throws RetryableError "ServerUnreachable" when it does not answer, breaks off or says that it cannot now,
 * "ServerTimedOut" when it is too slow, "FetchAborted" when `signal` ended it.
 * @throws FatalError "ServerRefused" when it answers with any other status than success, 404 for what it does not have.
 * @throws DocumentRefused when the answer is longer than `maxBytes`.
 */
export async function fetchText(what: string, url: string, options: FetchOptions = {}): Promise<string> {
  const { timeout = 30_000, maxBytes = 64_000_000, signal } = options;
  const delay = timerOf(timeout);
  if (!(maxBytes > 0)) throw noBound(maxBytes);
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
  };
  const timer = setTimeout(end, delay);
  signal?.addEventListener("abort", end);
  try {
    if (signal?.aborted === true) end();
    const response = await fetch(url, { headers: { accept: "application/json" }, signal: ending.signal });
    if (!response.ok) throw refusal(what, url, response.status);
    return await readBounded(what, response, maxBytes);
  } catch (caught) {
    if (caught instanceof WaymarkError) throw caught;
    if (signal?.aborted === true) throw aborted(what, url, caught);
    throw ending.signal.aborted ? timedOut(what, url, timeout, caught) : unreachable(what, url, caught);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
    // Whatever of the answer was not read is not wanted.
    end();
  }
}

function noBound(maxBytes: number): InvalidValueError {
  return new InvalidValueError(
    `${String(maxBytes)} is no bound of an answer: that is a number of bytes above 0.`,
    "Give one such as 1000000, or leave it out.",
    maxBytes,
  );
}

function aborted(what: string, url: string, cause: unknown): RetryableError {
  const { host } = new URL(url);
  return new RetryableError({
    name: "FetchAborted",
    message: `Fetching the ${what} from ${host} was ended by the caller.`,
    toDo: "Ask again when it is wanted.",
    values: { endpoint: endpointOf(url) },
    cause,
  });
}

function timedOut(what: string, url: string, timeout: number, cause: unknown): RetryableError {
  const { host } = new URL(url);
  return new RetryableError({
    name: "ServerTimedOut",
    message: `The server ${host} did not hand over the ${what} within ${timeout} milliseconds.`,
    toDo: "Try again, with more time where the connection is slow.",
    values: { endpoint: endpointOf(url), timeout },
    cause,
  });
}

function unreachable(what: string, url: string, cause: unknown): RetryableError {
  const { host } = new URL(url);
  return new RetryableError({
    name: "ServerUnreachable",
    message: `The ${what} cannot be fetched from ${host}: it does not answer, or broke off.`,
    toDo: "Check the address and the connection, and try again; in a browser the server must allow it (CORS).",
    values: { endpoint: endpointOf(url) },
    cause,
  });
}

/** What an answer without success means. */
function refusal(what: string, url: string, status: number): WaymarkError {
  const { host } = new URL(url);
  const values = { endpoint: endpointOf(url), status };
  if (status >= 500 || PASSING.includes(status)) {
    return new RetryableError({
      name: "ServerUnreachable",
      message: `The server ${host} cannot hand over the ${what} now: it answered ${status}.`,
      toDo: "Try again in a little while, or ask another server.",
      values,
    });
  }
  const isMissing = status === 404 || status === 410;
  return new FatalError({
    name: "ServerRefused",
    message: isMissing
      ? `The server ${host} has no such ${what}: it answered ${status}.`
      : `The server ${host} does not hand over the ${what}: it answered ${status}.`,
    toDo: "Check the address, or ask another server.",
    values,
  });
}

/** The text of an answer, as far as it is no longer than it may be. */
async function readBounded(what: string, { body }: Response, maxBytes: number): Promise<string> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = body?.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for (;;) {
    const value = (await reader?.read())?.value;
    if (value === undefined) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) throw new DocumentRefused(what, [{ path: "$", reason: `has more than ${maxBytes} bytes` }]);
    text += decoder.decode(value, { stream: true });
  }
}

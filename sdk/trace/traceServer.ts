import { requireBytes32 } from "../bytes32.js";
import { fetchText, type FetchOptions } from "../documents/fetchText.js";
import { endpointOf } from "../errors/faults.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import type { ConsignmentId } from "../ids.js";
import type { Trace } from "./trace.js";
import { parseTrace } from "./traceText.js";

/** Hands over the trace of a consignment, from wherever it has it. It need not be trusted. */
export type TraceSource = (consignment: ConsignmentId) => Promise<Trace>;

/** What of an address stands for the consignment's id (RFC 6570, level 1). */
const CONSIGNMENT = "{consignment}";

/**
 * A server that hands over traces, as `formatTrace` writes them, over HTTP: a service, or files that somebody put there. It is
 * told no more than the ids of consignments, and so is whomever it redirects to. Nothing that it says is believed: give what
 * `trace` makes of it to `verify`.
 *
 * @param address Of a trace, with `{consignment}` in the place of the id: 0x and 64 small hexadecimal digits.
 * @returns A source for `trace`. It throws as `fetchText` does, RetryableError where asking again may help, and DocumentRefused
 * with the places in the answer that are not as in a trace.
 * @throws InvalidValueError when the address is none of http or https, does not say where the id belongs, or holds credentials; the source
 * throws one when `timeout` or `maxBytes` is no number above 0.
 * @example await trace(waymark, link, { from: traceServer("https://facts.example/traces/{consignment}.json") })
 */
export function traceServer(address: string, options: FetchOptions = {}): TraceSource {
  requireText("address of traces", address);
  requireNoCredentials(address);
  const urlOf = (consignment: ConsignmentId): string => address.replaceAll(CONSIGNMENT, consignment.toLowerCase());
  const isRight =
    address.includes(CONSIGNMENT) && URL.canParse(urlOf("0x")) && /^https?:$/.test(new URL(urlOf("0x")).protocol);
  if (!isRight) {
    throw new InvalidValueError(
      `"${address}" is no address of traces.`,
      `Give a URL with http or https and ${CONSIGNMENT} in it, such as https://facts.example/traces/${CONSIGNMENT}.json.`,
      address,
    );
  }
  return async (consignment) =>
    parseTrace(await fetchText("trace", urlOf(requireBytes32("consignment", consignment)), options));
}

/** A name or a password in a URL is refused by `fetch`, and shows in logs: this error does not repeat them. */
function requireNoCredentials(address: string): void {
  const { username, password } = URL.canParse(address) ? new URL(address) : { username: "", password: "" };
  if (username === "" && password === "") return;
  const endpoint = endpointOf(address) ?? "";
  throw new InvalidValueError(
    `The address of traces at ${endpoint} has a name or a password in it.`,
    "Leave them out, and give as `from` a function of your own that sends them in a header and reads the answer with parseTrace.",
    endpoint,
  );
}

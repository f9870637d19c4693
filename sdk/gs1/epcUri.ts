/**
 * EPC URIs, the older names of the same GS1 keys, which EPCIS documents still carry (GS1 EPC Tag Data Standard, section 6.3):
 * the company prefix stands apart in them, so that its length has to be known.
 */
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import { requireElements, type Gs1Element } from "./applicationIdentifiers.js";
import { checkDigitOf } from "./checkDigit.js";

/** What an EPC URI names. */
export interface EpcName {
  /** The key, and the lot, serial or extension with it. */
  readonly elements: readonly Gs1Element[];
  /** Digits of the company prefix, 6 to 12. */
  readonly prefixLength: number;
}

/** How each kind of EPC URI is made of a key. */
interface Scheme {
  /** What the URI begins with. */
  readonly urn: string;
  /** Application identifier of the key. */
  readonly key: string;
  /** That of what follows it, if anything may. */
  readonly tail?: string;
  /** What stands there when nothing follows the key; none where something must. */
  readonly noTail?: string;
  /** Digits of prefix and reference together. */
  readonly digits: number;
  /** Whether the first digit of the key, an indicator or extension, goes behind the prefix. */
  readonly turned: boolean;
}

const SCHEMES: readonly Scheme[] = [
  { urn: "urn:epc:id:sgtin:", key: "01", tail: "21", digits: 13, turned: true },
  { urn: "urn:epc:class:lgtin:", key: "01", tail: "10", digits: 13, turned: true },
  { urn: "urn:epc:idpat:sgtin:", key: "01", noTail: "*", digits: 13, turned: true },
  { urn: "urn:epc:id:sscc:", key: "00", digits: 17, turned: true },
  { urn: "urn:epc:id:sgln:", key: "414", tail: "254", noTail: "0", digits: 12, turned: false },
  { urn: "urn:epc:id:pgln:", key: "417", digits: 12, turned: false },
];

/**
 * The EPC URI of a key: of a GTIN with serial, lot or neither, an SSCC, a place with or without extension, or a party. Where
 * a GTIN has lot and serial, the serial names the item.
 *
 * @param prefixLength Digits of the company prefix in the key.
 * @throws InvalidValueError when no EPC URI names these elements, one cannot hold its value, or the prefix cannot be so long.
 * @example formatEpcUri({ elements: parseElementString("(01)09520123456788(21)12345"), prefixLength: 7 }) // "urn:epc:id:sgtin:9520123.045678.12345"
 */
export function formatEpcUri({ elements, prefixLength }: EpcName): string {
  requireElements(elements);
  requirePrefixLength(prefixLength);
  const valueOf = (ai: string | undefined): string | undefined => elements.find((each) => each.ai === ai)?.value;
  const scheme = SCHEMES.find(
    ({ key, tail, noTail }) =>
      valueOf(key) !== undefined && (tail === undefined || noTail !== undefined || valueOf(tail) !== undefined),
  );
  if (scheme === undefined) {
    throw new InvalidValueError(
      "No EPC URI names these elements: they hold no GTIN, SSCC, place or party.",
      "Give (01), (00), (414) or (417) among them.",
      elements,
    );
  }
  // Found by this very value; without its check digit.
  const body = (valueOf(scheme.key) ?? "").slice(0, -1);
  const digits = scheme.turned ? body.slice(1, 1 + prefixLength) + body.charAt(0) + body.slice(1 + prefixLength) : body;
  const parts = [digits.slice(0, prefixLength), digits.slice(prefixLength)];
  const tail = valueOf(scheme.tail) ?? scheme.noTail;
  if (tail !== undefined) parts.push(escape(tail));
  return scheme.urn + parts.join(".");
}

/**
 * Reads an EPC URI.
 *
 * @throws InvalidValueError when it is of a kind that names no goods, places or parties, or does not have its form.
 * @example formatElementString(parseEpcUri("urn:epc:id:sgtin:9520123.045678.12345").elements) // "(01)09520123456788(21)12345"
 */
export function parseEpcUri(uri: string): EpcName {
  requireText("EPC URI", uri);
  const scheme = SCHEMES.find(({ urn }) => uri.startsWith(urn));
  const [, prefix = "", reference = "", tail] =
    /^([0-9]+)\.([0-9]*)(?:\.(.+))?$/.exec(uri.slice(scheme?.urn.length)) ?? [];
  const hasTail = scheme?.tail !== undefined || scheme?.noTail !== undefined;
  if (
    prefix.length + reference.length !== scheme?.digits ||
    hasTail !== (tail !== undefined) ||
    (scheme.turned && reference === "")
  ) {
    throw new InvalidValueError(
      `"${uri}" is no EPC URI of goods, a place or a party.`,
      "Give one as in urn:epc:id:sgtin:9520123.045678.12345: company prefix, reference with indicator, serial.",
      uri,
    );
  }
  requirePrefixLength(prefix.length);
  const body = scheme.turned ? reference.charAt(0) + prefix + reference.slice(1) : prefix + reference;
  const elements: Gs1Element[] = [{ ai: scheme.key, value: `${body}${checkDigitOf(body)}` }];
  if (scheme.tail !== undefined && tail !== undefined && tail !== scheme.noTail) {
    elements.push({ ai: scheme.tail, value: unescape(uri, tail) });
  } else if (tail !== scheme.noTail) {
    throw new InvalidValueError(`"${uri}" is a pattern that is not read here.`, "Give one item, or * for all.", uri);
  }
  requireElements(elements);
  return { elements, prefixLength: prefix.length };
}

/** Signs that such a URI carries only escaped (Tag Data Standard, annex A). */
const ESCAPED = /["%&/<>?]/g;

function escape(text: string): string {
  return text.replace(ESCAPED, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function unescape(uri: string, text: string): string {
  const bare = text.replaceAll("%", "").match(ESCAPED)?.[0];
  if (bare !== undefined) {
    throw new InvalidValueError(
      `"${text}" in "${uri}" has a "${bare}" that is not escaped.`,
      `Write it as ${escape(bare)}, as EPC URIs do.`,
      uri,
    );
  }
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidValueError(
      `"${text}" in "${uri}" is not escaped as URIs are.`,
      "Write a percent sign as %25.",
      uri,
    );
  }
}

function requirePrefixLength(length: number): void {
  if (Number.isInteger(length) && length >= 6 && length <= 12) return;
  throw new InvalidValueError(
    `An EPC URI cannot have a company prefix of ${length} digits: it has 6 to 12.`,
    "Look up its length on the certificate of the GS1 organisation.",
    length,
  );
}

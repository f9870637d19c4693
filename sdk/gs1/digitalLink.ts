/**
 * GS1 Digital Link: GS1 keys and attributes as a URL, which a phone opens and a scanner reads (GS1 Digital Link Standard: URI
 * Syntax). The path holds the key and what qualifies it, in a fixed order; the query holds the rest.
 */
import { getBytes, hexlify } from "ethers";

import { base64Url, bytesOfBase64Url } from "../base64Url.js";
import { requireBytes32 } from "../bytes32.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireObject, requireText } from "../given.js";
import { requireElements, type Gs1Element } from "./applicationIdentifiers.js";
import { OTHER_KEYS, QUALIFIERS } from "./digitalLinkKeys.js";
import { identifierAt } from "./identifierForm.js";

/** What a Digital Link says. */
export interface DigitalLink {
  /** Where it leads: scheme, host and what of the path stands before the key, without slashes at the end. */
  readonly resolver: string;
  /** The key, its qualifiers, then attributes as they come in the query. */
  readonly elements: readonly Gs1Element[];
  /** The salt of the lot, 0x and 64 hexadecimal digits: with it the batch is found that a stranger cannot guess. */
  readonly salt?: string;
  /** The other parameters of the query, such as linkType, as name and value. */
  readonly parameters?: readonly (readonly [name: string, value: string])[];
}

/** The parameter of the query that holds the salt: the base64url of its 32 bytes. */
const SALT = "s";

/** A sign that no URI has as it is (RFC 3986, section 2): it is escaped, in the name of a host written as Punycode. */
const FOREIGN = /[^\w\-.~:/?#[\]@!$&'()*+,;=%]/u;

/**
 * Reads a GS1 Digital Link. Parameters that are no application identifiers are handed on; a fragment is left to whoever put
 * it there.
 *
 * @param uri An http or https URL as on the pack, not compressed.
 * @throws InvalidValueError when it is none by the standard: no URL, or one that names a user or has signs that are not
 * escaped, no key in the path, a GTIN not of 14 digits, qualifiers unknown or out of order or in the query, a value that its
 * identifier cannot hold, or a salt that is none.
 * @example parseDigitalLink("https://trace.example/01/09520123456788/10/LOT7?17=271231").elements
 */
export function parseDigitalLink(uri: string): DigitalLink {
  requireText("Digital Link", uri);
  const [, origin, path, query = ""] = /^(https?:\/\/[^/?#\s]+)(\/[^?#\s]*)(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(uri) ?? [];
  if (origin?.includes("@") === true) {
    throw refused(uri, "it names a user, for whom a Digital Link has no place", "Leave out what stands before the @.");
  }
  if (origin === undefined || path === undefined || !URL.canParse(origin)) {
    throw refused(uri, "it is no http or https URL with a path", "Give the whole URL as the code holds it.");
  }
  const foreign = FOREIGN.exec(uri)?.[0];
  if (foreign !== undefined) {
    throw refused(
      uri,
      `it has "${foreign}", which stands in no URL as it is`,
      "Escape it, such as a quotation mark as %22, or in the name of a host write that as Punycode (xn--…).",
    );
  }
  const segments = path.slice(1).split("/");
  const keyAt = findKey(uri, segments);
  const inPath = pathElements(uri, segments.slice(keyAt));
  const { attributes, salt, parameters } = readQuery(uri, query, inPath);
  const elements = [...inPath, ...attributes];
  requireElements(elements);
  return {
    resolver: [origin, ...withoutEmptyEnd(segments.slice(0, keyAt))].join("/"),
    elements,
    ...(salt === undefined ? {} : { salt }),
    ...(parameters.length === 0 ? {} : { parameters }),
  };
}

/**
 * Writes a GS1 Digital Link: the first element that is a key goes first, what qualifies it follows in the order of the standard,
 * all else goes to the query as it comes. At https://id.gs1.org, without salt and parameters, that is its canonical form.
 *
 * @throws InvalidValueError when no element is a key, an element cannot hold its value, the resolver is no http or https URL in
 * the characters of one, a parameter has the name of an identifier that cannot stand there or cannot hold its value, or a lot or serial is "." or "..",
 * which browsers take out of URLs.
 * @example formatDigitalLink({ resolver: "https://trace.example", elements: parseElementString("(01)09520123456788(10)LOT7") })
 */
export function formatDigitalLink(link: DigitalLink): string {
  requireObject("Digital Link", link);
  const { resolver, elements, salt, parameters = [] } = link;
  if (!/^https?:\/\/[^/?#\s@]+(?:\/[^?#\s]*[^?#\s/])?$/i.test(resolver) || !URL.canParse(resolver)) {
    throw new InvalidValueError(
      `${shown(resolver)} is no resolver: that is an http or https URL without user, query, fragment and slash at the end.`,
      'Write it as in "https://trace.example".',
      resolver,
    );
  }
  requireElements(elements);
  const key = elements.find(({ ai }) => QUALIFIERS.has(ai));
  const qualifiers = key === undefined ? undefined : QUALIFIERS.get(key.ai);
  if (key === undefined || qualifiers === undefined) {
    throw new InvalidValueError(
      "A Digital Link needs a key, and none of these elements is one.",
      `Give one of (${[...QUALIFIERS.keys()].join("), (")}).`,
      elements,
    );
  }
  const qualifying = qualifiers.flatMap((ai) => elements.filter((element) => element.ai === ai));
  const path = [key, ...qualifying];
  const query = [
    ...elements.filter((element) => !path.includes(element)).map(({ ai, value }) => [ai, value] as const),
    ...parameters,
    ...(salt === undefined ? [] : [[SALT, base64Url(getBytes(requireBytes32("salt", salt)))] as const]),
  ];
  const uri =
    [resolver, ...path.map(({ ai, value }) => `${ai}/${escapeSegment(value)}`)].join("/") +
    (query.length === 0 ? "" : `?${query.map((pair) => pair.map(escape).join("=")).join("&")}`);
  // A parameter may have any name, also one that no reader takes: what is written here has to be read again.
  parseDigitalLink(uri);
  return uri;
}

/** Where the key begins: looked for from the end, for the path of a resolver may have anything before it. */
function findKey(uri: string, segments: readonly string[]): number {
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const segment = segments[at] ?? "";
    if (QUALIFIERS.has(segment)) return at;
    if (OTHER_KEYS.has(segment)) {
      throw refused(
        uri,
        `its key is (${segment}), ${OTHER_KEYS.get(segment) ?? ""}`,
        `Give a link to goods, a place or a party: (${[...QUALIFIERS.keys()].join("), (")}).`,
      );
    }
  }
  if (/^[\w-]{10,}$/.test(segments.at(-1) ?? "")) {
    throw refused(
      uri,
      "its path holds no key; it may be a compressed link, which is not read here",
      "Ask its maker for the link in full, as in https://trace.example/01/09520123456788.",
    );
  }
  throw refused(
    uri,
    "its path does not end in a key and what qualifies it, each followed by its value",
    "Write it as in https://trace.example/01/09520123456788/10/LOT7/21/12345, without a slash at the end.",
  );
}

/** Up to the last segment that is not empty: what a doubled slash before the key leaves leads nowhere else. */
function withoutEmptyEnd(segments: readonly string[]): readonly string[] {
  return segments.slice(0, segments.findLastIndex((segment) => segment !== "") + 1);
}

function pathElements(uri: string, segments: readonly string[]): Gs1Element[] {
  const elements: Gs1Element[] = [];
  for (let at = 0; at < segments.length; at += 2) {
    elements.push({ ai: segments[at] ?? "", value: unescape(uri, segments[at + 1] ?? "") });
  }
  const [key, ...qualifiers] = elements;
  if (key === undefined) throw new Error("A path from its key on is never empty.");
  if (key.ai === "01" && /^(?:[0-9]{8}|[0-9]{12,13})$/.test(key.value)) {
    throw refused(
      uri,
      `its GTIN has ${key.value.length} digits instead of 14`,
      `Fill it up with zeros on the left: ${key.value.padStart(14, "0")}.`,
    );
  }
  const order = QUALIFIERS.get(key.ai) ?? [];
  let last = -1;
  for (const { ai, value } of qualifiers) {
    const place = order.indexOf(ai);
    // What is not there has place -1.
    if (place <= last) {
      throw refused(
        uri,
        place < 0 ? `(${ai}) does not qualify (${key.ai})` : `(${ai}) does not come in its place`,
        order.length === 0
          ? "Nothing follows this key in the path."
          : `After (${key.ai}) the path may have (${order.join("), (")}), in this order, each at most once.`,
      );
    }
    if (isDotSegment(value)) throw dotSegment(value);
    last = place;
  }
  return elements;
}

/** What a query holds. */
interface Query {
  readonly attributes: readonly Gs1Element[];
  readonly salt: string | undefined;
  readonly parameters: readonly (readonly [string, string])[];
}

function readQuery(uri: string, query: string, inPath: readonly Gs1Element[]): Query {
  const key = inPath[0]?.ai ?? "";
  const attributes: Gs1Element[] = [];
  const parameters: (readonly [string, string])[] = [];
  let salt: string | undefined;
  for (const pair of query.split(/[&;]/).filter((each) => each !== "")) {
    const [name = "", ...rest] = pair.split("=").map((part) => unescape(uri, part));
    const value = rest.join("=");
    if (QUALIFIERS.get(key)?.includes(name) === true) {
      throw refused(
        uri,
        `(${name}) is in the query and not in the path`,
        `Put it behind (${key}): a code and its link must name the same goods.`,
      );
    }
    if (/^[0-9]+$/.test(name) && !/^[0-9]{2,4}$/.test(name)) {
      throw refused(uri, `"${name}" can be no application identifier`, "Give other parameters a name with a letter.");
    }
    if (name === SALT) {
      if (salt !== undefined) throw refused(uri, "it has two salts", "Give one.");
      salt = readSalt(uri, value);
    } else if (identifierAt(name)?.ai === name) attributes.push({ ai: name, value });
    else parameters.push([name, value]);
  }
  return { attributes, salt, parameters };
}

function readSalt(uri: string, text: string): string {
  const bytes = bytesOfBase64Url(text);
  if (bytes?.length !== 32) {
    throw refused(
      uri,
      `its salt "${text}" is not the base64url of 32 bytes`,
      "Scan the code again: 43 letters, digits, - or _, none of which may be missing.",
    );
  }
  return hexlify(bytes);
}

/** All but the characters that RFC 3986 leaves alone (section 2.3), as the canonical form wants it. */
function escape(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function escapeSegment(value: string): string {
  if (isDotSegment(value)) throw dotSegment(value);
  return escape(value);
}

function unescape(uri: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refused(uri, `"${text}" is not escaped as URLs are`, "Write a percent sign as %25.");
  }
}

/** RFC 3986, section 5.2.4: such a segment is taken out of the path, escaped or not. */
function isDotSegment(value: string): boolean {
  return value === "." || value === "..";
}

function dotSegment(value: string): InvalidValueError {
  return new InvalidValueError(
    `"${value}" cannot be in a Digital Link: browsers take it out of every URL.`,
    "Give the goods a lot and serial of other characters.",
    value,
  );
}

function refused(uri: string, why: string, toDo: string): InvalidValueError {
  return new InvalidValueError(`"${uri}" is no GS1 Digital Link that can be read: ${why}.`, toDo, uri);
}

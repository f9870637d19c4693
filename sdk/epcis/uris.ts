import { InvalidValueError } from "../errors/waymarkError.js";
import type { Gs1Element } from "../gs1/applicationIdentifiers.js";
import { formatDigitalLink, parseDigitalLink } from "../gs1/digitalLink.js";
import { parseEpcUri } from "../gs1/epcUri.js";
import { parseGln, type Gln } from "../gs1/gln.js";
import { parseGtin, type Gtin } from "../gs1/gtin.js";
import { parseLot, type Lot } from "../gs1/lot.js";
import { parseSscc, type Sscc } from "../gs1/sscc.js";
import type { BatchId, ConsignmentId, PartyId } from "../ids.js";
import { parseUnlocode, type Unlocode } from "../places/place.js";
import type { Scope } from "../places/scope.js";

/**
 * Identifiers as URIs: canonical GS1 Digital Link URIs (GS1 Digital Link Standard: URI Syntax, section 4.12), and UN/LOCODE in
 * the UN/CEFACT Web Vocabulary. Those that come in may be of any resolver, or EPC URIs (GS1 EPC Tag Data Standard, section
 * 6.3): EPCIS 2.0 lets a document carry either.
 */
const GS1 = "https://id.gs1.org";
const UN_LOCODE = "https://vocabulary.uncefact.org/unlocode#";
const COUNTRIES = "https://vocabulary.uncefact.org/unlocode-countries#";

/** What URIs begin with that say no more than the ledger itself does. */
export const URN = {
  consignment: "urn:waymark:consignment:",
  batch: "urn:waymark:batch:",
  party: "urn:waymark:party:",
  places: [UN_LOCODE, COUNTRIES],
} as const;

/** A batch of a product: its lot is undefined when its reader was not told it. */
export interface LotClass {
  readonly gtin: Gtin;
  readonly lot: Lot | undefined;
}

export function ssccUri(sscc: Sscc): string {
  return `${GS1}/00/${sscc}`;
}

/** @throws InvalidValueError for the lots "." and "..", which no URL can hold. */
export function lotUri({ gtin, lot }: LotClass): string {
  const batch = lot === undefined ? [] : [{ ai: "10", value: lot }];
  return formatDigitalLink({ resolver: GS1, elements: [{ ai: "01", value: gtin }, ...batch] });
}

export function glnUri(gln: Gln): string {
  return `${GS1}/414/${gln}`;
}

/** A place or a country, as UN/CEFACT publishes its code. */
export function placeUri(place: Scope): string {
  return `${place.length === 2 ? COUNTRIES : UN_LOCODE}${place}`;
}

/** A consignment whose SSCC is not known, by its id on the ledger. */
export function consignmentUri(id: ConsignmentId): string {
  return `${URN.consignment}${id.slice(2)}`;
}

/** A batch whose product is not known, by its id on the ledger. */
export function batchUri(id: BatchId): string {
  return `${URN.batch}${id.slice(2)}`;
}

/** A party whose own URI is not known, by its number on the ledger. */
export function partyUri(id: PartyId): string {
  return `${URN.party}${id}`;
}

/** @throws InvalidValueError when it is neither the URI of an SSCC nor such an id. */
export function readConsignment(uri: string): { readonly sscc: Sscc } | { readonly id: ConsignmentId } {
  const id = uri.startsWith(URN.consignment) ? uri.slice(URN.consignment.length) : "";
  return /^[0-9a-f]{64}$/.test(id) ? { id: `0x${id}` } : { sscc: readSscc(uri) };
}

/** @throws InvalidValueError when it is neither Digital Link nor EPC URI of an SSCC, or the number is wrong. */
export function readSscc(uri: string): Sscc {
  return parseSscc(valuesIn(uri, "SSCC", ["00"])[0] ?? "");
}

/** @throws InvalidValueError when it is neither Digital Link nor EPC URI (LGTIN) of a GTIN with a lot. */
export function readLot(uri: string): { readonly gtin: Gtin; readonly lot: Lot } {
  const [gtin = "", lot = ""] = valuesIn(uri, "lot of a GTIN", ["01", "10"]);
  return { gtin: parseGtin(gtin), lot: parseLot(lot) };
}

/** The place of a UN/LOCODE, or the GLN that a directory knows; the extension 0 of an SGLN is none. */
export function readSite(uri: string): { readonly place: Unlocode } | { readonly gln: Gln } {
  if (uri.startsWith(UN_LOCODE)) return { place: parseUnlocode(uri.slice(UN_LOCODE.length)) };
  return { gln: parseGln(valuesIn(uri, "GLN or UN/LOCODE", ["414"])[0] ?? "") };
}

/**
 * The URIs that a party may be known by: its own, and where that is the EPC URI of a GLN (PGLN) or a Digital Link of one, the
 * canonical Digital Link.
 *
 * @throws InvalidValueError when it is such an EPC URI and does not have its form.
 */
export function partyUris(uri: string): readonly string[] {
  const gln = uri.startsWith("urn:epc:id:pgln:") ? partyGln(uri) : tried(() => partyGln(uri));
  const link = gln === undefined ? uri : `${GS1}/417/${gln}`;
  return link === uri ? [uri] : [uri, link];
}

function partyGln(uri: string): string | undefined {
  return valuesIn(uri, "party", ["417"])[0];
}

/** Whether it is the canonical Digital Link of an SSCC. */
export function isSsccUri(uri: string): boolean {
  return isWritten(uri, () => ssccUri(readSscc(uri)));
}

/** Whether it is the canonical Digital Link of a GTIN, with a lot or without. */
export function isClassUri(uri: string): boolean {
  return isWritten(uri, () => {
    const [gtin = "", lot] = (elementsIn(uri) ?? refused(uri, "GTIN")).map(({ value }) => value);
    return lotUri({ gtin: parseGtin(gtin), lot: lot === undefined ? undefined : parseLot(lot) });
  });
}

/** Whether it is the canonical Digital Link of a GLN. */
export function isGlnUri(uri: string): boolean {
  return isWritten(uri, () => glnUri(parseGln(valuesIn(uri, "GLN", ["414"])[0] ?? "")));
}

/** Whether a URI is the very one that would be written for what it names. */
function isWritten(uri: string, write: () => string): boolean {
  return tried(write) === uri;
}

/** What is read of a URI; undefined when it names no such thing. */
function tried<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidValueError) return undefined;
    throw error;
  }
}

/** The values of a URI that has these identifiers and nothing else. */
function valuesIn(uri: string, what: string, identifiers: readonly string[]): string[] {
  const elements = elementsIn(uri) ?? refused(uri, what);
  if (elements.map(({ ai }) => ai).join() !== identifiers.join()) refused(uri, what);
  return elements.map(({ value }) => value);
}

/** What an EPC URI names, or a Digital Link without a query; undefined when it is neither. */
function elementsIn(uri: string): readonly Gs1Element[] | undefined {
  if (uri.startsWith("urn:epc:")) return parseEpcUri(uri).elements;
  return /^https?:\/\/[^?#]*$/i.test(uri) ? parseDigitalLink(uri).elements : undefined;
}

function refused(uri: string, what: string): never {
  throw new InvalidValueError(
    `"${uri}" names no ${what}.`,
    `Write it as a GS1 Digital Link, such as ${GS1}/00/109520123000000012 for an SSCC.`,
    uri,
  );
}

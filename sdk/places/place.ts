import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import { isCountry } from "./country.js";
import { PLACES } from "./list.js";
import type { PlaceEntry } from "./placeEntry.js";
import { isScope, type Scope } from "./scope.js";

declare const unlocodeBrand: unique symbol;
declare const placeBrand: unique symbol;

/** A code of the form of a UN/LOCODE, in a country: the narrowest scope. Whether there is such a place is not known here. */
export type Unlocode = Scope & { readonly [unlocodeBrand]: true };

/** A UN/LOCODE that is in the list, such as "CNSHG". */
export type Place = Unlocode & { readonly [placeBrand]: true };

const ENTRIES: ReadonlyMap<string, PlaceEntry> = new Map(PLACES.map((entry) => [entry.code, entry]));

/**
 * Reads a UN/LOCODE (UN/CEFACT Recommendation 16) by its form alone: a country of ISO 3166-1 and three characters. UN/LOCODE has
 * more than a hundred thousand places, and the list of this release few of them. Of the others the SDK has neither name nor
 * functions nor coordinates: they are called by their code, and what needs more cannot be checked.
 *
 * @param text Five characters in capital letters, without a space.
 * @throws InvalidValueError when it cannot be a UN/LOCODE.
 * @example parseUnlocode("CNXMN")
 */
export function parseUnlocode(text: string): Unlocode {
  requireText("place", text);
  if (!isScope(text) || text.length !== 5) {
    throw new InvalidValueError(
      `"${text}" cannot be a UN/LOCODE: that is two letters of the country and three characters A–Z or 2–9.`,
      'Write it as in "CNSHG": capital letters, no space.',
      text,
    );
  }
  if (!isUnlocode(text)) {
    throw new InvalidValueError(
      `${text} cannot be a UN/LOCODE: ${text.slice(0, 2)} is no country of ISO 3166-1.`,
      "Compare it with the list at https://unece.org/trade/uncefact/unlocode.",
      text,
    );
  }
  return text;
}

/** Whether text has the form of a UN/LOCODE, in a country. */
export function isUnlocode(text: string): text is Unlocode {
  return text.length === 5 && isScope(text) && isCountry(text.slice(0, 2));
}

/**
 * Reads a UN/LOCODE by its form and its presence in the list, which keeps a code that was mistyped from being written for good.
 * The ledger checks the form alone, so a place read from it may be unknown here. For codes written by habit see `resolvePlace`.
 *
 * @param text Five characters in capital letters, without a space.
 * @throws InvalidValueError when it cannot be a UN/LOCODE or is not in the list.
 */
export function parsePlace(text: string): Place {
  const code = parseUnlocode(text);
  if (!isPlace(code)) {
    throw new InvalidValueError(
      unknownWords(code),
      `Compare it with the list at https://unece.org/trade/uncefact/unlocode; if it is there, say that it is meant: { unlocode: "${code}" }, on the command line unlocode:${code}.`,
      text,
    );
  }
  return code;
}

/** That a place is not in the list, in one sentence. */
export function unknownWords(code: Unlocode): string {
  return `${code} is not among the ${ENTRIES.size} places that this release knows.`;
}

/** Whether a scope is a UN/LOCODE in the list. */
export function isPlace(scope: Scope): scope is Place {
  return ENTRIES.has(scope);
}

/** What UN/LOCODE says of a place. */
export function placeEntry(place: Place): PlaceEntry {
  const entry = ENTRIES.get(place);
  if (entry === undefined) throw new Error(`${place} is branded as a place, but not in the list.`);
  return entry;
}

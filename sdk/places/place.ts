import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import { PLACES } from "./list.js";
import type { PlaceEntry } from "./placeEntry.js";
import { isScope, type Scope } from "./scope.js";

declare const placeBrand: unique symbol;

/** A UN/LOCODE that is in the list, such as "CNSHG": the narrowest scope. */
export type Place = Scope & { readonly [placeBrand]: true };

const ENTRIES: ReadonlyMap<string, PlaceEntry> = new Map(PLACES.map((entry) => [entry.code, entry]));

/**
 * Reads a UN/LOCODE (UN/CEFACT Recommendation 16): its syntax, and its presence in the list. The ledger checks the
 * syntax alone, so a place read from it may be unknown here. For codes written by habit see `resolvePlace`.
 *
 * @param text Five characters in capital letters, without a space.
 * @throws InvalidValueError when it cannot be a UN/LOCODE or is not in the list.
 */
export function parsePlace(text: string): Place {
  requireText("place", text);
  if (!isScope(text) || text.length !== 5) {
    throw new InvalidValueError(
      `"${text}" cannot be a UN/LOCODE: that is two letters of the country and three characters A–Z or 2–9.`,
      'Write it as in "CNSHG": capital letters, no space.',
      text,
    );
  }
  if (!isPlace(text)) {
    throw new InvalidValueError(
      `${text} is not among the ${ENTRIES.size} places that this release knows.`,
      "Compare it with the list at https://unece.org/trade/uncefact/unlocode; if it is there, add it to data/un-locode.csv.",
      text,
    );
  }
  return text;
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

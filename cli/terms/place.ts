import type { NamedPlace } from "../../sdk/places/namedPlace.js";
import { parsePlace, parseUnlocode, type Unlocode } from "../../sdk/places/place.js";

/** Says that a code is meant as UN/LOCODE has it, though many write it for another place, or this release does not know it. */
const PUBLISHED = "unlocode:";

/**
 * A place as it is given on the command line: a UN/LOCODE ("CNSHG"), or one that is meant as published ("unlocode:CNSHA").
 *
 * @throws InvalidValueError when it cannot be a UN/LOCODE, or is not said to be meant as published and not in the list.
 */
export function placeTerm(text: string): NamedPlace {
  const place = unlocodeTerm(text);
  return text.startsWith(PUBLISHED) ? { unlocode: place } : place;
}

/**
 * The UN/LOCODE of a place that is given so.
 *
 * @throws InvalidValueError as {@link placeTerm}.
 */
export function unlocodeTerm(text: string): Unlocode {
  return text.startsWith(PUBLISHED) ? parseUnlocode(text.slice(PUBLISHED.length)) : parsePlace(text);
}

import type { NamedPlace } from "../../sdk/places/namedPlace.js";
import { parsePlace } from "../../sdk/places/place.js";

/** Says that a code is meant as UN/LOCODE has it, though many write it for another place. */
const PUBLISHED = "unlocode:";

/**
 * A place as it is given on the command line: a UN/LOCODE ("CNSHG"), or one that is meant as published ("unlocode:CNSHA").
 *
 * @throws InvalidValueError when it is not in the list.
 */
export function placeTerm(text: string): NamedPlace {
  return text.startsWith(PUBLISHED) ? { unlocode: parsePlace(text.slice(PUBLISHED.length)) } : parsePlace(text);
}

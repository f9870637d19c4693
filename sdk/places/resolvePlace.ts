import { habitOf } from "./habit.js";
import { parsePlace, placeEntry, type Place } from "./place.js";
import type { TransportMode } from "./transportMode.js";
import { requireText } from "../given.js";

/** The place that is meant by a code, and what had to be understood. */
export interface ResolvedPlace {
  readonly place: Place;
  /** One sentence for the reader, when the code was written by habit for another place. */
  readonly note?: string;
}

/**
 * The place that people mean by a code: capital or small letters, with or without the space of the printed list ("CN
 * SHG"), and codes that carriers write by habit, such as CNSHA, which UN/LOCODE gives to an airport, for Shanghai's
 * seaport. Show the note wherever the place is shown. What is to be written to the ledger is not read so: see `NamedPlace`.
 *
 * @param code A code as found in a document or a message.
 * @param mode How the goods reach or leave the place, if known: the code is taken at its word when the place it is
 * published for serves that mode, as for a flight to CNSHA.
 * @throws InvalidValueError when it cannot be a UN/LOCODE or is not in the list.
 * @example resolvePlace("CNSHA").place // "CNSHG"
 * @example resolvePlace("CNSHA", TransportMode.Air).place // "CNSHA"
 */
export function resolvePlace(code: string, mode?: TransportMode): ResolvedPlace {
  requireText("UN/LOCODE", code);
  const written = parsePlace(
    code
      .trim()
      .replace(/^([a-z]{2}) /i, "$1")
      .toUpperCase(),
  );
  const habit = habitOf(written, mode);
  if (habit === undefined) return { place: written };
  const { meant, reason } = habit;
  return { place: meant, note: `${written} was read as ${meant} (${placeEntry(meant).name}): ${reason}.` };
}

import { HABIT_CODES } from "./list.js";
import { parsePlace, placeEntry, type Place } from "./place.js";
import { TransportMode } from "./transportMode.js";

/** The place that is meant by a code, and what had to be understood. */
export interface ResolvedPlace {
  readonly place: Place;
  /** One sentence for the reader, when the code was written by habit for another place. */
  readonly note?: string;
}

const HABITS = new Map(HABIT_CODES.map((habit) => [habit.habit, habit]));

/**
 * The place that people mean by a code: capital or small letters, with or without the space of the printed list ("CN
 * SHG"), and codes that carriers write by habit, such as CNSHA, which UN/LOCODE gives to an airport, for Shanghai's
 * seaport. Show the note wherever the place is shown.
 *
 * @param code A code as found in a document or a message.
 * @param mode How the goods reach or leave the place, if known: the code is taken at its word when the place it is
 * published for serves that mode, as for a flight to CNSHA.
 * @throws InvalidValueError when it cannot be a UN/LOCODE or is not in the list.
 * @example resolvePlace("CNSHA").place // "CNSHG"
 * @example resolvePlace("CNSHA", TransportMode.Air).place // "CNSHA"
 */
export function resolvePlace(code: string, mode?: TransportMode): ResolvedPlace {
  const written = parsePlace(
    code
      .trim()
      .replace(/^([a-z]{2}) /i, "$1")
      .toUpperCase(),
  );
  const habit = HABITS.get(written);
  if (habit === undefined || (mode !== undefined && serves(written, mode))) return { place: written };

  const place = parsePlace(habit.published);
  return { place, note: `${written} was read as ${place} (${placeEntry(place).name}): ${habit.reason}.` };
}

/** Functions of UN/LOCODE have the digits of the modes of transport, save that one, port, covers inland water too. */
function serves(place: Place, mode: TransportMode): boolean {
  const digit = mode === TransportMode.InlandWater ? TransportMode.Maritime : mode;
  return digit !== TransportMode.NotSpecified && placeEntry(place).functions.includes(String(digit));
}

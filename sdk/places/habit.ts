import { HABIT_CODES } from "./list.js";
import { isPlace, parsePlace, placeEntry, type Place, type Unlocode } from "./place.js";
import { TransportMode } from "./transportMode.js";

/** A code that is often written for another place than UN/LOCODE gives it to. */
export interface Habit {
  readonly code: Place;
  /** The place that is most likely meant. */
  readonly meant: Place;
  /** Why, as half a sentence. */
  readonly reason: string;
}

const HABITS = new Map(HABIT_CODES.map((habit) => [habit.habit, habit]));

/**
 * What a code is written for by habit.
 *
 * @param mode How the goods reach or leave the place, if known: the code is taken at its word when the place it is
 * published for serves that mode, as for a flight to CNSHA.
 * @returns undefined when it is taken at its word.
 */
export function habitOf(place: Unlocode, mode?: number): Habit | undefined {
  const habit = HABITS.get(place);
  if (habit === undefined || !isPlace(place) || (mode !== undefined && serves(place, mode))) return undefined;
  return { code: place, meant: parsePlace(habit.published), reason: habit.reason };
}

/** What the code stands for, and what may be meant, in one sentence. */
export function habitWords({ code, meant, reason }: Habit): string {
  const [published, likely] = [placeEntry(code).name, placeEntry(meant).name];
  return `${code} is ${published} in UN/LOCODE, and ${likely} ${meant} may be meant: ${reason}.`;
}

/** Functions of UN/LOCODE have the digits of the modes of transport, save that one, port, covers inland water too. */
function serves(place: Place, mode: number): boolean {
  const digit = mode === TransportMode.InlandWater ? TransportMode.Maritime : mode;
  return digit !== TransportMode.NotSpecified && placeEntry(place).functions.includes(String(digit));
}

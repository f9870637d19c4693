import { distanceKm } from "../places/distance.js";
import { HABIT_CODES } from "../places/list.js";
import { isPlace, type Place } from "../places/place.js";
import { isScope } from "../places/scope.js";

/** What coordinates and terminals are off by, kilometres: a city and its port, such as CNSGH and CNSHG, are no further apart. */
export const SLACK_KM = 25;

/**
 * Whether two codes can be of one place: they are equal, carriers write one by habit for the other, or what this release knows
 * of their coordinates is too near to tell them apart.
 */
export function canBeOnePlace(one: string, other: string): boolean {
  const [a, b] = [meantBy(one), meantBy(other)];
  return a === b || (isKnown(a) && isKnown(b) && distanceKm(a, b) <= SLACK_KM);
}

/** The place that a code is for: papers have the codes that carriers write by habit. */
function meantBy(code: string): string {
  return HABIT_CODES.find(({ habit }) => habit === code)?.published ?? code;
}

function isKnown(code: string): code is Place {
  return isScope(code) && isPlace(code);
}

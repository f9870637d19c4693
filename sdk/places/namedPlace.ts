import { InvalidValueError } from "../errors/waymarkError.js";
import { requireObject } from "../given.js";
import { habitOf, habitWords } from "./habit.js";
import { parsePlace, parseUnlocode } from "./place.js";
import { parseScope, type Scope } from "./scope.js";

/**
 * A place as it is written to be recorded for good: a UN/LOCODE such as "CNSHG", or "" on the road.
 *
 * A code that many write for another place than UN/LOCODE gives it to, such as CNSHA, is refused as plain text, save where a
 * mode of transport fits it, as that of a flight from CNSHA. So is a code that this release does not know, which may be mistyped.
 * Who means the place of UN/LOCODE says so: `{ unlocode: "CNSHA" }`, `{ unlocode: "CNXMN" }`; it is taken by its form.
 */
export type NamedPlace = string | { readonly unlocode: string };

/**
 * The place that is named, and no other: what is on the ledger cannot be read differently later.
 *
 * @param mode How the goods leave it, if known.
 * @throws InvalidValueError when it cannot be a UN/LOCODE, or is plain text and not in the list or not known to be meant as it is
 * published.
 */
export function placeNamed(named: NamedPlace, mode?: number): Scope {
  if (typeof named !== "string") {
    requireObject("place", named);
    return parseUnlocode(named.unlocode);
  }
  if (named === "") return parseScope("");
  const place = parsePlace(named);
  const habit = habitOf(place, mode);
  if (habit === undefined) return place;
  throw new InvalidValueError(
    habitWords(habit),
    `Give "${habit.meant}" if that is meant; if it is ${place} itself, say so: { unlocode: "${place}" }, on the command line unlocode:${place}.`,
    named,
  );
}

/** A place that is known to be meant as UN/LOCODE has it, or the road. */
export function asPublished(place: Scope): NamedPlace {
  return place === "" ? "" : { unlocode: place };
}

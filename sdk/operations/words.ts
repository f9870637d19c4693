import { ZeroHash } from "ethers";

import { asciiToBytes } from "../ascii.js";
import { requireBytes32 } from "../bytes32.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireList, requireText } from "../given.js";
import { numberOfCountry } from "../places/country.js";
import { placeNamed, type NamedPlace } from "../places/namedPlace.js";
import { parseScope, toBytes5 } from "../places/scope.js";
import { namesOf, Role, roleSet, type RoleName, type Vocabulary } from "../vocabulary.js";
import { isWhole } from "../whole.js";

/** A moment: a Date, or whole seconds since 1970. */
export type When = Date | number | bigint;

/** The largest uint40: a time without an end. */
export const FOREVER = 2n ** 40n - 1n;

/**
 * A moment as the ledger keeps it: whole seconds since 1970, at most 40 bits.
 *
 * @throws InvalidValueError when it is no moment; milliseconds are found out, for they do not fit.
 * @example secondsOf(new Date("2026-11-20T08:00:00Z")) // 1795161600n
 */
export function secondsOf(when: When): bigint {
  const seconds = when instanceof Date ? Math.floor(when.getTime() / 1000) : when;
  if (!isWhole(seconds) || seconds < 0 || seconds > FOREVER) {
    throw new InvalidValueError(
      `${shown(seconds)} is no moment: those are whole seconds since 1970 in 40 bits.`,
      "Give a Date, or seconds; divide milliseconds, as of Date.now(), by 1,000.",
      when,
    );
  }
  return BigInt(seconds);
}

/** The present by the clock of this machine, in seconds: the ledger takes what is at most 300 s ahead of the chain's. */
export function presentSeconds(): bigint {
  return secondsOf(new Date());
}

/**
 * A country as the ledger keeps it (bytes2), where goods come from or go to. The ledger takes any two letters and never
 * forgets them, so that they are of a country is seen to here.
 *
 * @throws InvalidValueError when it is none of ISO 3166-1 alpha-2; customs territories such as "EU" are none.
 */
export function countryBytes(country: string): string {
  requireText("country", country);
  numberOfCountry(country);
  return asciiToBytes(country, 2);
}

/**
 * A country or customs territory as the ledger keeps it (bytes2), where it is said of whom customs and regulators are:
 * governance names territories as it likes.
 *
 * @throws InvalidValueError when it is not two capital letters.
 */
export function territoryBytes(territory: string): string {
  requireText("territory", territory);
  if (!/^[A-Z]{2}$/.test(territory)) {
    throw new InvalidValueError(
      `"${territory}" is no country or customs territory: that is two letters A–Z.`,
      'Write it as in "CN" or "EU", in capital letters.',
      territory,
    );
  }
  return asciiToBytes(territory, 2);
}

/**
 * A unit as the ledger keeps it (bytes3).
 *
 * @throws InvalidValueError when it is no code of UN/CEFACT Recommendation 20: one to three characters A–Z or 0–9.
 */
export function unitBytes(unit: string): string {
  requireText("unit", unit);
  if (!/^[A-Z0-9]{1,3}$/.test(unit)) {
    throw new InvalidValueError(
      `"${unit}" is no unit: that is one to three characters A–Z or 0–9 (UN/CEFACT Recommendation 20).`,
      'Write it as in "H87" (piece) or "KGM" (kilogram).',
      unit,
    );
  }
  return asciiToBytes(unit, 3);
}

/**
 * A UN/LOCODE as the ledger keeps it (bytes5); "" on the road.
 *
 * @param mode How the goods leave it, if known.
 * @throws InvalidValueError as `placeNamed`.
 */
export function placeBytes(place: NamedPlace, mode?: number): string {
  return toBytes5(placeNamed(place, mode));
}

/**
 * A scope as the ledger keeps it (bytes5).
 *
 * @throws InvalidValueError as `parseScope`.
 */
export function scopeBytes(scope: string): string {
  return toBytes5(parseScope(scope));
}

/**
 * A calendar date as the ledger keeps it: the number YYYYMMDD; 0 when there is none.
 *
 * @param date "2028-05-01"; or a Date, of which the day in UTC counts.
 * @throws InvalidValueError when there is no such day.
 */
export function dateNumber(date: Date | string | undefined): number {
  if (date === undefined) return 0;
  if (!(date instanceof Date)) requireText("day of the calendar", date);
  const parsed = new Date(date);
  const iso = Number.isNaN(parsed.getTime()) ? "" : parsed.toISOString().slice(0, 10);
  // A Date may be of a year of more digits, or before the first.
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(iso) || (typeof date === "string" && date !== iso)) {
    throw new InvalidValueError(
      `"${String(date)}" is no day of the calendar.`,
      'Write it as in "2028-05-01": year, month, day.',
      date,
    );
  }
  return Number(iso.replaceAll("-", ""));
}

/**
 * A whole quantity of units (uint64).
 *
 * @throws InvalidValueError when it is no whole number from 1 to 2^64 − 1, or a number beyond 2^53 − 1, which is not exact.
 */
export function unitsOf(quantity: bigint | number): bigint {
  if (!isWhole(quantity) || quantity < 1 || quantity >= 2n ** 64n) {
    throw new InvalidValueError(
      `${shown(quantity)} is no quantity: units are whole numbers from 1 to 2^64 − 1, beyond 2^53 − 1 as a bigint.`,
      "Count fractions in a smaller unit, and what is too large in a larger one; leave out what has none.",
      quantity,
    );
  }
  return BigInt(quantity);
}

/**
 * A hash or Merkle root (bytes32); zeros when there is none.
 *
 * @throws InvalidValueError when it does not have 32 bytes.
 */
export function hashOrNone(what: string, hash: string | undefined): string {
  return hash === undefined ? ZeroHash : requireBytes32(what, hash);
}

/** The words of a vocabulary as they are written in arguments: "maritime", "brokenSeal"; None apart. */
export type WordOf<Words extends Vocabulary> = Uncapitalize<Exclude<keyof Words & string, "None" | "NotSpecified">>;

/**
 * The number of a word.
 *
 * @param what What it says, such as "mode of transport".
 * @throws InvalidValueError when the vocabulary has no such word.
 * @example numberOf("mode of transport", TransportMode, "maritime") // 1
 */
export function numberOf<Words extends Vocabulary>(what: string, words: Words, word: WordOf<Words>): number {
  const known = namesOf(words).slice(1);
  const name = known.find((candidate) => uncapitalized(candidate) === word);
  const value = name === undefined ? undefined : words[name];
  if (value === undefined) {
    throw new InvalidValueError(
      `${shown(word)} is no ${what}.`,
      `Give one of ${known.map((name) => uncapitalized(name)).join(", ")}.`,
      word,
    );
  }
  return value;
}

/**
 * The number of a name of a vocabulary, as the ledger has it.
 *
 * @param what What it names, such as "role".
 * @throws InvalidValueError when the vocabulary has no such name, or it is None.
 * @example namedNumber("role", Role, "Carrier") // 4
 */
export function namedNumber<Words extends Vocabulary>(what: string, words: Words, name: keyof Words & string): number {
  const known = namesOf(words).slice(1);
  const value = known.includes(name) ? words[name] : undefined;
  if (value === undefined) {
    throw new InvalidValueError(`${shown(name)} is no ${what}.`, `Give one of ${known.join(", ")}.`, name);
  }
  return value;
}

/**
 * A set of roles as the ledger takes it; none = 0.
 *
 * @throws InvalidValueError when it is no list, or there is no such role.
 */
export function rolesNumber(roles: readonly RoleName[]): number {
  requireList("set of roles", roles);
  for (const role of roles) namedNumber("role", Role, role);
  return roleSet(roles);
}

/**
 * A whole number from 0 on.
 *
 * @param bits How many the ledger has for it: at most 53.
 * @throws InvalidValueError when it is none, or does not fit.
 */
export function wholeNumber(what: string, number: number, bits: number): number {
  if (!Number.isSafeInteger(number) || number < 0 || number >= 2 ** bits) {
    throw new InvalidValueError(
      `${shown(number)} is no ${what}: that is a whole number from 0 on of at most ${bits} bits.`,
      "Give the number that the receipt or the trace tells.",
      number,
    );
  }
  return number;
}

/**
 * A name of a vocabulary as it is written in arguments.
 *
 * @example uncapitalized("BrokenSeal") // "brokenSeal"
 */
export function uncapitalized<Name extends string>(name: Name): Uncapitalize<Name> {
  // The compiler does not know what the two functions do.
  return (name.charAt(0).toLowerCase() + name.slice(1)) as Uncapitalize<Name>;
}

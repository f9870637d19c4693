import { isHexString, ZeroHash } from "ethers";

import { asciiToBytes } from "../ascii.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { parsePlace } from "../places/place.js";
import { parseScope, toBytes5 } from "../places/scope.js";
import { namesOf, type Vocabulary } from "../vocabulary.js";

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
  if ((typeof seconds === "number" && !Number.isInteger(seconds)) || seconds < 0 || seconds > FOREVER) {
    throw new InvalidValueError(
      `${String(seconds)} is no moment: those are whole seconds since 1970 in 40 bits.`,
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
 * A country or customs territory as the ledger keeps it (bytes2).
 *
 * @throws InvalidValueError when it is not two capital letters.
 */
export function countryBytes(country: string): string {
  if (!/^[A-Z]{2}$/.test(country)) {
    throw new InvalidValueError(
      `"${country}" is no country: that is two letters A–Z (ISO 3166-1 alpha-2).`,
      'Write it as in "CN", in capital letters.',
      country,
    );
  }
  return asciiToBytes(country, 2);
}

/**
 * A unit as the ledger keeps it (bytes3).
 *
 * @throws InvalidValueError when it is no code of UN/CEFACT Recommendation 20: one to three characters A–Z or 0–9.
 */
export function unitBytes(unit: string): string {
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
 * @throws InvalidValueError as `parsePlace`.
 */
export function placeBytes(place: string): string {
  return toBytes5(place === "" ? parseScope("") : parsePlace(place));
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
 * @throws InvalidValueError when it is no whole number from 1 on.
 */
export function unitsOf(quantity: bigint | number): bigint {
  const isWhole = typeof quantity === "bigint" || Number.isSafeInteger(quantity);
  if (!isWhole || quantity < 1 || quantity >= 2n ** 64n) {
    throw new InvalidValueError(
      `${String(quantity)} is no quantity: units are whole numbers from 1 on.`,
      "Count in a smaller unit, or leave out what has none.",
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
  if (hash === undefined) return ZeroHash;
  if (!isHexString(hash, 32)) {
    throw new InvalidValueError(
      `The ${what} "${hash}" does not have 32 bytes.`,
      "Give 0x and 64 hexadecimal digits.",
      hash,
    );
  }
  return hash;
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
      `"${word}" is no ${what}.`,
      `Give one of ${known.map(uncapitalized).join(", ")}.`,
      word,
    );
  }
  return value;
}

function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import { COUNTRY_NUMBERS } from "./countryNumbers.js";

const PAIRS = COUNTRY_NUMBERS.trim()
  .split(/\s+/)
  .map((pair): [alpha2: string, number: string] => [pair.slice(0, 2), pair.slice(2)]);

const NUMBERS: ReadonlyMap<string, string> = new Map(PAIRS);
const COUNTRIES: ReadonlyMap<string, string> = new Map(PAIRS.map(([alpha2, number]) => [number, alpha2]));

/** Whether text is the two letters of a country (ISO 3166-1), capital. */
export function isCountry(text: string): boolean {
  return NUMBERS.has(text);
}

/**
 * The number of a country, as GS1 codes write the country of origin (application identifier 422): three digits, leading zeros
 * included.
 *
 * @param alpha2 Its two letters (ISO 3166-1), capital.
 * @throws InvalidValueError when no country has them.
 * @example numberOfCountry("AU") // "036"
 */
export function numberOfCountry(alpha2: string): string {
  requireText("country", alpha2);
  const number = NUMBERS.get(alpha2);
  if (number === undefined) {
    throw new InvalidValueError(
      `"${alpha2}" is no country of ISO 3166-1.`,
      'Give its two letters, as in "NZ"; the United Kingdom is "GB", and the European Union is no country.',
      alpha2,
    );
  }
  return number;
}

/**
 * The two letters of a country for its number.
 *
 * @param number Three digits (ISO 3166-1), leading zeros included.
 * @throws InvalidValueError when no country has it.
 * @example countryOfNumber("036") // "AU"
 */
export function countryOfNumber(number: string): string {
  requireText("country number", number);
  const country = COUNTRIES.get(number);
  if (country === undefined) {
    throw new InvalidValueError(
      `"${number}" is no country number of ISO 3166-1.`,
      'Give its three digits with leading zeros, as in "036" for Australia.',
      number,
    );
  }
  return country;
}

/**
 * What a country is called, as the platform's own data (Unicode CLDR) has it.
 *
 * @param alpha2 Its two letters, capital.
 * @throws InvalidValueError when no country has them.
 * @example countryName("NZ", "zh") // "新西兰"
 */
export function countryName(alpha2: string, language: "en" | "zh" = "en"): string {
  numberOfCountry(alpha2);
  // A country that this platform's data does not know is shown by its code.
  return new Intl.DisplayNames([language], { type: "region" }).of(alpha2) ?? alpha2;
}

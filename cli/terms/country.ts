import { countryBytes, territoryBytes } from "../../sdk/operations/words.js";

/**
 * A country, where goods come from or go to: one of ISO 3166-1.
 *
 * @throws InvalidValueError when it is none.
 */
export function countryTerm(text: string): string {
  countryBytes(text);
  return text;
}

/**
 * A country or customs territory, where it is said of whom customs and regulators are: two capital letters.
 *
 * @throws InvalidValueError when it is not that.
 */
export function territoryTerm(text: string): string {
  territoryBytes(text);
  return text;
}

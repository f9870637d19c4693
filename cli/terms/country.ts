import { countryBytes } from "../../sdk/operations/words.js";

/**
 * A country or customs territory: two capital letters.
 *
 * @throws InvalidValueError when it is none.
 */
export function countryTerm(text: string): string {
  countryBytes(text);
  return text;
}

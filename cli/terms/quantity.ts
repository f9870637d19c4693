import { InvalidValueError } from "../../sdk/errors.js";
import { unitsOf } from "../../sdk/operations/words.js";

/**
 * A quantity of units as it is given on the command line: whole, from 1 on.
 *
 * @throws InvalidValueError when it is none.
 */
export function quantityTerm(text: string): bigint {
  if (/^[0-9]{1,20}$/.test(text)) return unitsOf(BigInt(text));
  throw new InvalidValueError(`"${text}" is no quantity.`, "Give a whole number of units, digits alone.", text);
}

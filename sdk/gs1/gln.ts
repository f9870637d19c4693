import { requireNumericKey } from "./checkDigit.js";

declare const glnBrand: unique symbol;

/** A Global Location Number, which names a party or a location: 13 digits with a right check digit. */
export type Gln = string & { readonly [glnBrand]: true };

/**
 * Reads a GLN (GS1 General Specifications, section 3.7).
 *
 * @param text 13 digits, the check digit last.
 * @throws InvalidValueError when it has other characters, another length or a wrong check digit.
 * @example parseGln("9520123456788")
 */
export function parseGln(text: string): Gln {
  requireNumericKey("GLN", text, [13]);
  // The check above is what the brand stands for.
  return text as Gln;
}

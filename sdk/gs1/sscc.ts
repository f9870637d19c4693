import { requireNumericKey } from "./checkDigit.js";

declare const ssccBrand: unique symbol;

/** A Serial Shipping Container Code, which names a parcel, pallet or container: 18 digits with a right check digit. */
export type Sscc = string & { readonly [ssccBrand]: true };

/**
 * Reads an SSCC (GS1 General Specifications, section 3.3.1).
 *
 * @param text 18 digits, the check digit last.
 * @throws InvalidValueError when it has other characters, another length or a wrong check digit.
 * @example parseSscc("106141412345678908")
 */
export function parseSscc(text: string): Sscc {
  requireNumericKey("SSCC", text, [18]);
  // The check above is what the brand stands for.
  return text as Sscc;
}

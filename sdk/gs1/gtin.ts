import { InvalidValueError } from "../errors/waymarkError.js";
import { requireNumericKey } from "./checkDigit.js";

declare const gtinBrand: unique symbol;

/** A Global Trade Item Number in the form of a GTIN-14: 14 digits with a right check digit. */
export type Gtin = string & { readonly [gtinBrand]: true };

/**
 * Reads a GTIN-8, GTIN-12, GTIN-13 or GTIN-14 (GS1 General Specifications, section 3.3.2) and fills it up with zeros
 * on the left to the 14 digits in which all of them compare.
 *
 * @param text Digits, the check digit last.
 * @throws InvalidValueError when it has other characters, another length, a wrong check digit or zeros alone.
 * @example parseGtin("9520123456788") // "09520123456788"
 */
export function parseGtin(text: string): Gtin {
  requireNumericKey("GTIN", text, [8, 12, 13, 14]);
  if (/^0+$/.test(text)) {
    throw new InvalidValueError(
      `${text} is no GTIN: zeros alone name no product.`,
      "Give the number that GS1 or the brand assigned.",
      text,
    );
  }
  // The checks above are what the brand stands for.
  return text.padStart(14, "0") as Gtin;
}

/** The GTIN as the number that the ledger keeps (uint64): leading zeros do not count. */
export function gtinToBigInt(gtin: Gtin): bigint {
  return BigInt(gtin);
}

/**
 * The GTIN for a number from the ledger.
 *
 * @throws InvalidValueError when the number is negative, has more than 14 digits or a wrong check digit.
 */
export function gtinFromBigInt(value: bigint): Gtin {
  return parseGtin(value.toString().padStart(14, "0"));
}

import { requireText82 } from "./characterSet82.js";

declare const lotBrand: unique symbol;

/** A batch or lot number as GS1 writes it: 1 to 20 characters of character set 82. */
export type Lot = string & { readonly [lotBrand]: true };

/**
 * Reads a batch or lot number (GS1 General Specifications, section 3.4.1, application identifier 10). Upper and lower
 * case are different lots.
 *
 * @throws InvalidValueError when it is empty, longer than 20 characters or has a character that no GS1 code carries.
 */
export function parseLot(text: string): Lot {
  requireText82("lot", text, 20);
  // The check above is what the brand stands for.
  return text as Lot;
}

import { requireText82 } from "./characterSet82.js";

declare const serialBrand: unique symbol;

/** The serial number of one item of a GTIN, as GS1 writes it: 1 to 20 characters of character set 82. */
export type Serial = string & { readonly [serialBrand]: true };

/**
 * Reads a serial number (GS1 General Specifications, section 3.5.2, application identifier 21). Upper and lower case are
 * different serials.
 *
 * @throws InvalidValueError when it is empty, longer than 20 characters or has a character that no GS1 code carries.
 */
export function parseSerial(text: string): Serial {
  requireText82("serial number", text, 20);
  // The check above is what the brand stands for.
  return text as Serial;
}

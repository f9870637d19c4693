import { InvalidValueError } from "../errors/waymarkError.js";

declare const lotBrand: unique symbol;

/** A batch or lot number as GS1 writes it: 1 to 20 characters of character set 82. */
export type Lot = string & { readonly [lotBrand]: true };

/** One to twenty characters of GS1 character set 82 (GS1 General Specifications, figure 7.11-1). */
const LOT = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;

/**
 * Reads a batch or lot number (GS1 General Specifications, section 3.4.1, application identifier 10). Upper and lower
 * case are different lots.
 *
 * @throws InvalidValueError when it is empty, longer than 20 characters or has a character that no GS1 code carries.
 */
export function parseLot(text: string): Lot {
  if (!LOT.test(text)) {
    throw new InvalidValueError(
      `"${text}" is no lot: a lot has 1 to 20 letters A–Z and a–z, digits or the signs ! " % & ' ( ) * + , - . / : ; < = > ? _`,
      "Give the lot as it is encoded on the pack, without spaces.",
      text,
    );
  }
  // The check above is what the brand stands for.
  return text as Lot;
}

import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";

/** Text of GS1 character set 82 alone, of any length (GS1 General Specifications, figure 7.11-1). */
const CHARACTERS = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/;

/**
 * Refuses text that a GS1 code cannot carry.
 *
 * @param what What the text should be, such as "lot".
 * @param max The most characters that it may have; it has at least one.
 * @throws InvalidValueError naming the text.
 */
export function requireText82(what: string, text: string, max: number): void {
  requireText(what, text);
  if (text.length > 0 && text.length <= max && CHARACTERS.test(text)) return;
  throw new InvalidValueError(
    `"${text}" is no ${what}: it has not 1 to ${max} letters A–Z and a–z, digits or the signs ! " % & ' ( ) * + , - . / : ; < = > ? _`,
    `Give the ${what} as it is encoded on the pack, without spaces.`,
    text,
  );
}

import { asciiFromBytes, asciiToBytes } from "../ascii.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";

declare const scopeBrand: unique symbol;

/**
 * A place or a wider area, by syntax alone: a UN/LOCODE ("CNSHG"), a country or customs territory ("CN", "EU"), or ""
 * for anywhere. As the place of a record "" means that the goods stood nowhere.
 */
export type Scope = string & { readonly [scopeBrand]: true };

/** Two letters; then nothing, or three characters A–Z or 2–9 (UN/LOCODE manual, section 3.2: 0 and 1 are not used). */
const SCOPE = /^(?:[A-Z]{2}(?:[A-Z2-9]{3})?)?$/;

/**
 * Reads a scope. Whether a UN/LOCODE is in the list is not asked: see `parsePlace`.
 *
 * @throws InvalidValueError when it is neither empty, a country nor of the form of a UN/LOCODE.
 */
export function parseScope(text: string): Scope {
  requireText("scope", text);
  if (!isScope(text)) {
    throw new InvalidValueError(
      `"${text}" is no scope: it is neither empty, two letters of a country nor the five characters of a UN/LOCODE.`,
      'Write "CNSHG" for a place, "CN" for a country or "" for anywhere, in capital letters.',
      text,
    );
  }
  return text;
}

/** Whether text is empty, a country or of the form of a UN/LOCODE. */
export function isScope(text: string): text is Scope {
  return SCOPE.test(text);
}

/**
 * A scope as the ledger keeps it: five bytes of ASCII, left-aligned, the rest zero.
 *
 * @returns 0x and ten hexadecimal digits.
 * @example toBytes5(parseScope("CN")) // "0x434e000000"
 */
export function toBytes5(scope: Scope): string {
  return asciiToBytes(scope, 5);
}

/**
 * Reads a place or scope of the ledger.
 *
 * @param bytes5 0x and ten hexadecimal digits.
 * @throws InvalidValueError when the bytes are no scope.
 * @example fromBytes5("0x434e534847") // "CNSHG"
 */
export function fromBytes5(bytes5: string): Scope {
  if (!/^0x[0-9a-f]{10}$/i.test(bytes5)) {
    throw new InvalidValueError(
      `${bytes5} is no place: it does not have five bytes.`,
      "Give 0x and ten hexadecimal digits.",
      bytes5,
    );
  }
  const text = asciiFromBytes(bytes5);
  if (!isScope(text)) {
    throw new InvalidValueError(
      `${bytes5} is no place or scope: as text it is "${text}".`,
      "Check that it comes from a place or a scope of the ledger.",
      bytes5,
    );
  }
  return text;
}

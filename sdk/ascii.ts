import { getBytes, toUtf8Bytes, zeroPadBytes, hexlify } from "ethers";

import { InvalidValueError } from "./errors/waymarkError.js";

/**
 * Short text as the ledger keeps it (bytes2, bytes3, bytes5): ASCII, left-aligned, the rest zero.
 *
 * @param text Printable ASCII, at most `size` characters.
 * @param size Bytes to fill.
 * @returns 0x and two hexadecimal digits a byte.
 * @throws InvalidValueError when the text is longer or has other characters.
 * @example asciiToBytes("H87", 3) // "0x483837"
 */
export function asciiToBytes(text: string, size: number): string {
  if (!/^[\x20-\x7e]*$/.test(text) || text.length > size) {
    throw new InvalidValueError(
      `"${text}" does not fit: it is not at most ${size} characters of plain ASCII.`,
      "Give a code in its published form, in capital letters.",
      text,
    );
  }
  return text === "" ? hexlify(new Uint8Array(size)) : zeroPadBytes(toUtf8Bytes(text), size);
}

/**
 * The text in left-aligned bytes of the ledger. A byte that is no ASCII gives the character of that number, so that
 * nothing is lost: whoever needs a certain syntax checks it.
 *
 * @example asciiFromBytes("0x434e000000") // "CN"
 */
export function asciiFromBytes(bytes: string): string {
  return String.fromCharCode(...getBytes(bytes)).replace(/\0+$/, "");
}

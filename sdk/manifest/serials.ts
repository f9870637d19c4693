import { parseSerial, type Serial } from "../gs1/serial.js";

/** Crockford's base 32: no letter that is read as a digit, and none that a URL escapes. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** As many as GS1 allows: 5 bits each. */
const CHARACTERS = 20;

/**
 * A serial number that nobody guesses: 100 bits of the platform's secure randomness in 20 characters. Guessable serials let
 * anybody print codes of items that exist.
 *
 * @example generateSerial() // "7Q0X5ZK2M9D1RAYC8VNB"
 */
export function generateSerial(): Serial {
  const random = crypto.getRandomValues(new Uint8Array(CHARACTERS));
  // 32 divides 256, so that every character is equally likely.
  return parseSerial(Array.from(random, (byte) => ALPHABET.charAt(byte % 32)).join(""));
}

/** So many serial numbers, one at a time: two alike are as likely as guessing one. */
export function* generateSerials(count: number): Generator<Serial, void> {
  for (let made = 0; made < count; made++) yield generateSerial();
}

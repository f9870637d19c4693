import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { parseSerial, type Serial } from "../gs1/serial.js";

/** Crockford's base 32: no letter that is read as a digit, and none that a URL escapes. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** As many as GS1 allows: 5 bits each. */
const CHARACTERS = 20;

/**
 * A serial number that nobody guesses: 100 bits of the platform's secure randomness in 20 characters. Guessable serials let
 * anybody print codes of items that exist.
 *
 * @example generateSerial().length // 20
 */
export function generateSerial(): Serial {
  const random = crypto.getRandomValues(new Uint8Array(CHARACTERS));
  // 32 divides 256, so that every character is equally likely.
  return parseSerial(Array.from(random, (byte) => ALPHABET.charAt(byte % 32)).join(""));
}

/**
 * So many serial numbers, one at a time: two alike are as likely as guessing one.
 *
 * @param count A whole number, 0 or more.
 * @throws InvalidValueError when it is none, before the first is made.
 */
export function generateSerials(count: number): Generator<Serial, void> {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new InvalidValueError(
      `${shown(count)} is no number of serial numbers.`,
      "Give how many are to be made: a whole number, 0 or more.",
      count,
    );
  }
  return made(count);
}

function* made(count: number): Generator<Serial, void> {
  for (let at = 0; at < count; at++) yield generateSerial();
}

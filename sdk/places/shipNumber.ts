import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";

declare const shipNumberBrand: unique symbol;

/** The number that a ship keeps for life: seven digits with a right check digit, such as "9074729". */
export type ShipNumber = string & { readonly [shipNumberBrand]: true };

/**
 * Reads an IMO ship number (IMO Resolution A.1117(30)): seven digits, the first not 0, with or without "IMO" before
 * them.
 *
 * @throws InvalidValueError when it has another form or a wrong check digit.
 * @example parseShipNumber("IMO 9074729") // "9074729"
 */
export function parseShipNumber(text: string): ShipNumber {
  requireText("IMO number", text);
  const number = text.trim().replace(/^IMO\s*/i, "");
  if (!/^[1-9][0-9]{6}$/.test(number)) {
    throw new InvalidValueError(
      `"${text}" is no IMO ship number: that has seven digits, of which the first is not 0.`,
      'Write it as in "9074729" or "IMO 9074729"; the nine digits of an MMSI name the radio, not the ship.',
      text,
    );
  }
  const computed = shipCheckDigit(number.slice(0, 6));
  if (Number(number.charAt(6)) !== computed) {
    throw new InvalidValueError(
      `${number} is no IMO ship number: its last digit is ${number.charAt(6)}, but the check digit of the others is ${computed}.`,
      "Compare it with the ship's papers: at least one digit was copied wrongly.",
      text,
    );
  }
  // The checks above are what the brand stands for.
  return number as ShipNumber;
}

/** Weights from 7 down to 2; the last digit of the sum. */
export function shipCheckDigit(body: string): number {
  return Array.from(body).reduce((sum, digit, place) => sum + Number(digit) * (7 - place), 0) % 10;
}

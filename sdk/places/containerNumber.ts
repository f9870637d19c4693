import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";

declare const containerNumberBrand: unique symbol;

/** The number of a freight container: owner, category, six digits and a right check digit, such as "CSQU3054383". */
export type ContainerNumber = string & { readonly [containerNumberBrand]: true };

/** Letters count from 10, leaving out the multiples of 11, which the check digit could not tell from zero. */
const LETTERS: ReadonlyMap<string, number> = new Map(
  Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (letter, index) => [letter, 10 + index + Math.floor((index + 9) / 10)]),
);

/**
 * Reads the number of a freight container (ISO 6346): three letters of the owner, U, J or Z for container, equipment or
 * trailer, six digits of the serial and the check digit. Spaces, and small letters, as in "csqu 305438 3", are understood.
 *
 * The check digit finds any one digit that is wrong and any two neighbours that are swapped, except where 10 was written as 0.
 *
 * @throws InvalidValueError when it has another form or a wrong check digit.
 * @example parseContainerNumber("CSQU 305438 3") // "CSQU3054383"
 */
export function parseContainerNumber(text: string): ContainerNumber {
  requireText("container number", text);
  const number = text.replaceAll(/[\s-]/g, "").toUpperCase();
  if (!/^[A-Z]{3}[UJZ][0-9]{7}$/.test(number)) {
    throw new InvalidValueError(
      `"${text}" is no container number: that is four letters, the last of them U, J or Z, and seven digits.`,
      "Give it as painted on the container, the digit in the box included.",
      text,
    );
  }
  const computed = containerCheckDigit(number.slice(0, 10));
  if (Number(number.charAt(10)) !== computed) {
    throw new InvalidValueError(
      `${number} is no container number: its last digit is ${number.charAt(10)}, but the check digit of the others is ${computed}.`,
      "Compare it with the number painted on the container.",
      text,
    );
  }
  // The checks above are what the brand stands for.
  return number as ContainerNumber;
}

/** ISO 6346, annex A: each place counts twice the one before; what is left after dividing by 11, of which 10 becomes 0. */
export function containerCheckDigit(body: string): number {
  const sum = Array.from(body).reduce(
    (total, sign, place) => total + (LETTERS.get(sign) ?? Number(sign)) * 2 ** place,
    0,
  );
  return (sum % 11) % 10;
}

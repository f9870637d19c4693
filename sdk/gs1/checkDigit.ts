import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";

/**
 * The check digit of a GS1 key: weights 3 and 1 in turn from the right, then what is missing to the next ten
 * (GS1 General Specifications, section 7.9.1).
 *
 * @param body The key without its check digit: 1 to 17 digits.
 * @returns 0 to 9.
 * @throws InvalidValueError when it has other characters or another length.
 * @example checkDigitOf("952012345678") // 8
 */
export function checkDigitOf(body: string): number {
  requireText("key without its check digit", body);
  if (!/^[0-9]{1,17}$/.test(body)) {
    throw new InvalidValueError(
      `${shown(body)} is no key without its check digit: that is 1 to 17 digits.`,
      "Give the digits alone, without the last one, such as 952012345678 of the GTIN 9520123456788.",
      body,
    );
  }
  let sum = 0;
  let weight = 3;
  for (let at = body.length - 1; at >= 0; at--) {
    sum += weight * Number(body.charAt(at));
    weight = 4 - weight;
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * Refuses text that is not a GS1 key of digits with its right check digit.
 *
 * @param key What the text should be, such as "GTIN".
 * @param text Digits, the check digit last; no spaces or hyphens.
 * @param lengths How many digits such a key may have.
 * @throws InvalidValueError naming the text, what is wrong with it and what to do.
 */
export function requireNumericKey(key: string, text: string, lengths: readonly number[]): void {
  requireText(key, text);
  if (!/^[0-9]+$/.test(text)) {
    throw new InvalidValueError(
      `"${text}" is no ${key}: it has characters other than the digits 0 to 9.`,
      "Give the digits alone, without spaces, hyphens or an application identifier such as (01).",
      text,
    );
  }
  if (!lengths.includes(text.length)) {
    throw new InvalidValueError(
      `${text} is no ${key}: it has ${text.length} ${text.length === 1 ? "digit" : "digits"} instead of ${eitherOf(lengths)}.`,
      "Give it in full: leading zeros and the check digit count.",
      text,
    );
  }
  const given = text.slice(-1);
  const computed = checkDigitOf(text.slice(0, -1));
  if (Number(given) !== computed) {
    throw new InvalidValueError(
      `${text} is no ${key}: its last digit is ${given}, but the check digit of the others is ${computed}.`,
      "Compare it with the code on the pack or the document: at least one digit was copied wrongly.",
      text,
    );
  }
}

/** "13"; "8, 12, 13 or 14". */
function eitherOf(numbers: readonly number[]): string {
  const others = numbers.slice(0, -1).join(", ");
  return `${others}${others === "" ? "" : " or "}${numbers.at(-1) ?? ""}`;
}

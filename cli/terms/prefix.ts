import { InvalidValueError } from "../../sdk/errors.js";

/**
 * A GS1 Company Prefix as it is given on the command line: its digits, leading zeros included.
 *
 * @throws InvalidValueError when it is none.
 */
export function prefixTerm(text: string): string {
  if (/^[0-9]{4,12}$/.test(text)) return text;
  throw new InvalidValueError(
    `"${text}" is no GS1 Company Prefix: that has 4 to 12 digits.`,
    "Give the digits alone, as on the certificate of the GS1 organisation, leading zeros included.",
    text,
  );
}

import { InvalidValueError } from "../../sdk/errors.js";

/**
 * Reads a whole number on the command line.
 *
 * @param what What it is, such as "block".
 * @param least The smallest that it may be.
 * @returns A parser, which throws an InvalidValueError when a text is none.
 * @example command.option("--limit <n>", "…", wholeTerm("limit", 1))
 */
export function wholeTerm(what: string, least = 0): (text: string) => number {
  return (text) => {
    const number = /^[0-9]{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least) return number;
    throw new InvalidValueError(`"${text}" is no ${what}.`, `Give a whole number from ${least} on.`, text);
  };
}

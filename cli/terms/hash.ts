import { isHexString } from "ethers";

import { InvalidValueError } from "../../sdk/errors.js";

/**
 * Reads a hash, root or salt on the command line.
 *
 * @param what What it is, such as "hash of a block".
 * @returns A parser, which throws an InvalidValueError when a text does not have 32 bytes.
 */
export function hashTerm(what: string): (text: string) => string {
  return (text) => {
    if (isHexString(text, 32)) return text.toLowerCase();
    throw new InvalidValueError(`"${text}" is no ${what}.`, "Give 0x and 64 hexadecimal digits.", text);
  };
}

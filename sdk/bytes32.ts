import { isHexString } from "ethers";

import { shown } from "./errors/shown.js";
import { InvalidValueError } from "./errors/waymarkError.js";

/**
 * Refuses what is no 32 bytes in hexadecimal.
 *
 * @param what What the value should be, such as "salt".
 * @returns The value.
 * @throws InvalidValueError naming it.
 */
export function requireBytes32(what: string, value: string): string {
  if (!isHexString(value, 32)) {
    throw new InvalidValueError(
      `The ${what} ${shown(value)} does not have 32 bytes.`,
      "Give 0x and 64 hexadecimal digits.",
      value,
    );
  }
  return value;
}

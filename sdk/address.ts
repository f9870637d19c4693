import { getAddress, isAddress } from "ethers";

import { shown } from "./errors/shown.js";
import { InvalidValueError } from "./errors/waymarkError.js";

/**
 * Reads an address.
 *
 * @param address 0x and 40 hexadecimal digits, in one case or with the right checksum.
 * @param whose What it is the address of, such as "ledger".
 * @returns It with its checksum.
 * @throws InvalidValueError when it is none.
 */
export function parseAddress(address: string, whose: string): string {
  // Widened, for the type guard knows no text that is no address.
  const isRight: boolean = isAddress(address);
  if (isRight) return getAddress(address);
  throw new InvalidValueError(
    `${shown(address)} is no address, or its checksum is wrong.`,
    `Copy the ${whose}'s address again: 0x and 40 hexadecimal digits.`,
    address,
  );
}

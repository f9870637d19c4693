import { getAddress, isAddress } from "ethers";

import { InvalidValueError } from "../../sdk/errors.js";
import { refuseKeyAs } from "../keys/refuseKeys.js";

/** Whether a text is the address of an account, with a right checksum where it has one. */
export function isRightAddress(text: string): boolean {
  return isAddress(text) && text.startsWith("0x");
}

/**
 * An address as it is given on the command line, with its checksum.
 *
 * @throws InvalidValueError when it is none.
 * @throws UsageError when it looks like a private key.
 */
export function addressTerm(text: string): string {
  refuseKeyAs("An argument that should be an address", text);
  if (isRightAddress(text)) return getAddress(text);
  throw new InvalidValueError(
    `"${text}" is no address, or its checksum is wrong.`,
    "Copy it again: 0x and 40 hexadecimal digits.",
    text,
  );
}

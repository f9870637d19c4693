import { isHexString } from "ethers";

import { InvalidValueError } from "../../sdk/errors.js";

/**
 * The id of a scheduled governing act.
 *
 * @throws InvalidValueError when it does not have 32 bytes.
 */
export function operationTerm(text: string): string {
  if (isHexString(text, 32)) return text;
  throw new InvalidValueError(
    `"${text}" is no id of a scheduled act.`,
    "Copy it from `waymark governance list`: 0x and 64 hexadecimal digits.",
    text,
  );
}

import { TypedDataEncoder } from "ethers";

import { wrongArgumentIn } from "../errors/arguments.js";
import { requireObject } from "../given.js";
import type { TypedData } from "./typedData.js";

/**
 * The digest of typed data (EIP-712), 0x and 64 hexadecimal digits.
 *
 * @throws InvalidValueError when it is no typed data, or a value in it is none of its type.
 */
export function digestOf(data: TypedData): string {
  requireObject("set of typed data", data);
  const { domain, types, value } = data;
  try {
    return TypedDataEncoder.hash(domain, types, value);
  } catch (caught) {
    throw wrongArgumentIn(caught) ?? caught;
  }
}

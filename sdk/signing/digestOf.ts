import { TypedDataEncoder } from "ethers";

import type { TypedData } from "./typedData.js";

/** The digest of typed data (EIP-712), 0x and 64 hexadecimal digits. */
export function digestOf({ domain, types, value }: TypedData): string {
  return TypedDataEncoder.hash(domain, types, value);
}

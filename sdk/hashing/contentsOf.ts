import { dataSlice } from "ethers";

import type { Line } from "../line.js";
import { hashLines } from "./hashLines.js";

/**
 * What a consignment holds as the ledger stores it: the first 28 bytes of {@link hashLines}.
 *
 * @returns 0x and 56 hexadecimal digits, as `consignmentOf(…).contents`.
 */
export function contentsOf(lines: readonly Line[]): string {
  return dataSlice(hashLines(lines), 0, 28);
}

import type { Line } from "../line.js";
import { hashEncoded } from "./encode.js";

/** A line as the ledger encodes it. */
export const LINE_TYPE = "tuple(bytes32 batch,uint64 quantity,bytes32 items)";

/**
 * What a consignment holds, as one hash: `keccak256(abi.encode(lines))`, in their order.
 *
 * @example hashLines([{ batch, quantity: 480n, items: ZeroHash }])
 */
export function hashLines(lines: readonly Line[]): string {
  return hashEncoded([`${LINE_TYPE}[]`], [lines]);
}

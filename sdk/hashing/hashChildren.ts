import type { ConsignmentId } from "../ids.js";
import { hashEncoded } from "./encode.js";

/**
 * The `basedOn` of a Packed or Unpacked: `keccak256(abi.encode(children))`.
 *
 * @param children In strictly ascending order, as the ledger takes them.
 * @example const checkpoint = { ...rest, basedOn: hashChildren(children) };
 */
export function hashChildren(children: readonly ConsignmentId[]): string {
  return hashEncoded(["bytes32[]"], [children]);
}

import { AbiCoder, keccak256 } from "ethers";

import type { ConsignmentId } from "../ids.js";

/**
 * The `basedOn` of a Packed or Unpacked: `keccak256(abi.encode(children))`.
 *
 * @param children In strictly ascending order, as the ledger takes them.
 * @example const checkpoint = { ...rest, basedOn: hashChildren(children) };
 */
export function hashChildren(children: readonly ConsignmentId[]): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32[]"], [children]));
}

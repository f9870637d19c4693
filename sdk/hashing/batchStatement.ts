import { asciiToBytes } from "../ascii.js";
import type { TraceBatch } from "../trace/trace.js";
import { hashEncoded } from "./encode.js";

/**
 * What is said of a batch beside its id, quantity and origin, as the ledger binds it:
 * `keccak256(abi.encode(bytes3 unit, uint32 expiry, bytes32 itemsRoot, bytes32 dataHash))`.
 *
 * @throws InvalidValueError when the unit does not fit three bytes.
 * @example batchStatement({ unit: "H87", expiry: 20280501, itemsRoot, dataHash })
 */
export function batchStatement(batch: Pick<TraceBatch, "unit" | "expiry" | "itemsRoot" | "dataHash">): string {
  const { unit, expiry, itemsRoot, dataHash } = batch;
  return hashEncoded(["bytes3", "uint32", "bytes32", "bytes32"], [asciiToBytes(unit, 3), expiry, itemsRoot, dataHash]);
}

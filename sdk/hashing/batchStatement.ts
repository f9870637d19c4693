import { AbiCoder, keccak256 } from "ethers";

import { asciiToBytes } from "../ascii.js";
import type { TraceBatch } from "../trace/trace.js";

/**
 * What is said of a batch beside its id, quantity and origin, as the ledger binds it:
 * `keccak256(abi.encode(bytes3 unit, uint32 expiry, bytes32 itemsRoot, bytes32 dataHash))`.
 *
 * @throws InvalidValueError when the unit does not fit three bytes.
 * @example batchStatement({ unit: "H87", expiry: 20280501, itemsRoot, dataHash })
 */
export function batchStatement(batch: Pick<TraceBatch, "unit" | "expiry" | "itemsRoot" | "dataHash">): string {
  return keccak256(
    AbiCoder.defaultAbiCoder().encode(
      ["bytes3", "uint32", "bytes32", "bytes32"],
      [asciiToBytes(batch.unit, 3), batch.expiry, batch.itemsRoot, batch.dataHash],
    ),
  );
}

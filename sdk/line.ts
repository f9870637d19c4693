import type { BatchId } from "./ids.js";

/** A quantity of one batch in a consignment. */
export interface Line {
  readonly batch: BatchId;
  /** Whole units of the batch's unit, at least 1. */
  readonly quantity: bigint;
  /** Merkle root of the exact items, 32 bytes; zeros = not said. */
  readonly items: string;
}

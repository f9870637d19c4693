import type { BatchId } from "../ids.js";
import type { Line } from "../line.js";

/** The lines with units of a batch. A head binds bytes, so in whatever digits the batch is told. */
export function linesOf(batch: BatchId, lines: readonly Line[]): Line[] {
  return lines.filter((line) => line.batch.toLowerCase() === batch.toLowerCase());
}

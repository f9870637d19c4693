import { requireBytes32 } from "../bytes32.js";
import type { WaymarkClient } from "../client.js";
import { requireList, requireObject } from "../given.js";
import type { BatchId, ConsignmentId } from "../ids.js";
import type { Line } from "../line.js";
import { remainingLines } from "../trace/remainingLines.js";
import { traceConsignment } from "../trace/traceConsignment.js";
import { hashOrNone, unitsOf } from "./words.js";

/** Units of one batch. */
export interface NewLine {
  readonly batch: BatchId;
  /** Whole units of the batch's unit. */
  readonly quantity: bigint | number;
  /** Merkle root of the exact items, 32 bytes; unless said it is not told which. */
  readonly items?: string;
}

/** Lines as the ledger takes them. */
export function linesOf(lines: readonly NewLine[]): Line[] {
  requireList("set of lines", lines);
  return lines.map((line) => {
    requireObject("line", line);
    return {
      batch: requireBytes32("batch", line.batch),
      quantity: unitsOf(line.quantity),
      items: hashOrNone("root of the items", line.items),
    };
  });
}

/** What a consignment holds now, as the ledger's logs tell it. */
export async function contentsNow(client: WaymarkClient, consignment: ConsignmentId): Promise<Line[]> {
  const { creation, records } = await traceConsignment(client, consignment);
  return [...remainingLines(creation.lines, records).after];
}

import { asciiFromBytes } from "../ascii.js";
import type { BatchId, ConsignmentId, ProductId } from "../ids.js";
import type { LogReader } from "./logReader.js";
import { positionOf } from "./positionOf.js";
import { topicOf } from "./readGoods.js";
import type { BlockRange } from "./readLogs.js";
import type { RecallSubject, TraceRecall } from "./trace.js";

/** What can be recalled, and its number on the ledger (`SubjectKind` in `contracts/interfaces/IRecalls.sol`). */
export const RECALL_SUBJECTS: Readonly<Record<RecallSubject, bigint>> = { Product: 1n, Batch: 2n, Consignment: 3n };

/** Everything whose recall concerns a trace. */
export interface RecallSubjects {
  readonly products: Iterable<ProductId>;
  readonly batches: Iterable<BatchId>;
  readonly consignments: Iterable<ConsignmentId>;
}

/** The subjects by kind, each as the ledger names it. */
export function subjectsOf({ products, batches, consignments }: RecallSubjects): [RecallSubject, string[]][] {
  return [
    ["Product", [...products].map(topicOf)],
    ["Batch", [...batches]],
    ["Consignment", [...consignments]],
  ];
}

/** The recalls of these subjects that were placed and not lifted since. */
export async function readRecalls(
  reader: LogReader,
  subjects: RecallSubjects,
  range: BlockRange,
): Promise<TraceRecall[]> {
  const { RecallPlaced, RecallLifted } = reader.events;
  const open = new Map<string, TraceRecall>();
  for (const [kind, wanted] of subjectsOf(subjects)) {
    const logs = await reader.read([RecallPlaced, RecallLifted], [topicOf(RECALL_SUBJECTS[kind]), wanted], range);
    for (const log of logs) {
      const placed = reader.decode(RecallPlaced, log);
      const args = placed ?? reader.decode(RecallLifted, log);
      if (args === undefined) continue;
      const { subject, placer, signer } = args;
      const country = asciiFromBytes(args.country);
      // One party has one recall of a subject open in a country.
      const key = `${kind} ${subject} ${placer} ${country}`;
      if (placed === undefined) open.delete(key);
      else open.set(key, { kind, subject, placer, country, dataHash: placed.dataHash, signer, log: positionOf(log) });
    }
  }
  return [...open.values()];
}

import type { CheckpointRecordedEvent } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { WaymarkClient } from "../client.js";
import type { ConsignmentId, PartyId } from "../ids.js";
import type { KindName } from "../trace/journey.js";
import { Kind, nameIn } from "../vocabulary.js";
import type { ReceiptLogs } from "./receipt.js";

/** A record that the ledger took. */
export interface RecordedOne {
  readonly consignment: ConsignmentId;
  readonly kind: KindName;
  readonly party: PartyId;
  /** Its number in the consignment's history: by it later records name it. */
  readonly sequence: number;
  /** The chain's time, seconds since 1970. */
  readonly recordedAt: number;
}

/** What one record did. */
export interface Recorded extends RecordedOne {
  /**
   * The consignment's head at the end of the block: with it anybody can tell whether a history is complete and unaltered.
   * Undefined when the node would not say.
   */
  readonly head: string | undefined;
}

/** What several records did. */
export interface RecordedMany {
  /** In their order. */
  readonly records: readonly RecordedOne[];
  /** The head of each of their consignments at the end of the block, where the node would say. */
  readonly heads: ReadonlyMap<ConsignmentId, string>;
}

/** The records among the logs. */
export async function readRecords(client: WaymarkClient, logs: ReceiptLogs): Promise<RecordedMany> {
  const records = logs.all(client.ledger.filters.CheckpointRecorded).map(recordedOne);
  const heads = new Map<ConsignmentId, string>();
  for (const id of new Set(records.map(({ consignment }) => consignment))) {
    const head = await headAt(client, id, logs.block);
    if (head !== undefined) heads.set(id, head);
  }
  return { records, heads };
}

/** A record as the ledger logged it. */
export function recordedOne({
  consignment,
  party,
  kind,
  before,
  recordedAt,
}: Pick<
  CheckpointRecordedEvent.OutputObject,
  "consignment" | "party" | "kind" | "before" | "recordedAt"
>): RecordedOne {
  return {
    consignment,
    kind: kindNamed(kind),
    party,
    // The word before it ends with the sequence of the step before it.
    sequence: Number(BigInt.asUintN(24, before)) + 1,
    recordedAt: Number(recordedAt),
  };
}

/** The only record among the logs. */
export async function readRecord(client: WaymarkClient, logs: ReceiptLogs): Promise<Recorded> {
  const { records, heads } = await readRecords(client, logs);
  const [record] = records;
  if (record === undefined) throw new Error("The ledger did not log the record.");
  return { ...record, head: heads.get(record.consignment) };
}

/** A consignment's head at the end of a block. What was written stands, whether a node can tell its head or not. */
export async function headAt(
  { ledger }: WaymarkClient,
  consignment: ConsignmentId,
  block: number,
): Promise<string | undefined> {
  try {
    return await ledger.headOf(consignment, { blockTag: block });
  } catch {
    return undefined;
  }
}

function kindNamed(kind: bigint): KindName {
  const name = nameIn(Kind, kind);
  if (name === undefined || name === "None") throw new Error(`The ledger logged kind ${kind}, which there is not.`);
  return name;
}

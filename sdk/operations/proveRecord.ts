import { AbiCoder, id as hash, ZeroHash } from "ethers";

import type {
  ParticularsStruct,
  PastRecordStruct,
  RecordProofStruct,
} from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { WaymarkClient } from "../client.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { CHECKPOINT_TYPE } from "../hashing/checkpointStep.js";
import type { ConsignmentId } from "../ids.js";
import { toBytes5 } from "../places/scope.js";
import type { Journey, TraceRecord, TraceStep } from "../trace/journey.js";
import { remainingLines } from "../trace/remainingLines.js";
import { headsOf, recordHash, stepHash } from "../trace/stepHash.js";
import { traceConsignment } from "../trace/traceConsignment.js";
import { Kind, Role } from "../vocabulary.js";
import { wholeNumber } from "./words.js";
import { requireBytes32 } from "../bytes32.js";

/** That the head of a consignment holds an earlier record. */
export interface ProvedRecord {
  /** What the ledger takes beside the new record. */
  readonly proof: RecordProofStruct;
  /** The hash of the earlier record, by which the new one names it. */
  readonly basedOn: string;
}

/** The words of a checkpoint's step: its type, the consignment and the fields of the record. */
const STEP =
  "tuple(bytes32,bytes32,uint32,uint8,uint8,bytes5,uint40,bytes32,uint8,bytes32,uint32,uint32,bytes32,uint40,uint256)";

/**
 * Proves from the head that the goods' history has a record.
 *
 * @param sequence Its number in the history.
 * @throws InvalidValueError when the step of that number is no record.
 * @throws WaymarkError as `traceConsignment`.
 */
export async function proveRecord(
  client: WaymarkClient,
  consignment: ConsignmentId,
  sequence: number,
): Promise<ProvedRecord> {
  requireBytes32("consignment", consignment);
  wholeNumber("sequence of a record", sequence, 24);
  const trace = await traceConsignment(client, consignment);
  const record = trace.records.find((candidate) => candidate.sequence === sequence);
  if (record === undefined) {
    throw new InvalidValueError(
      `Consignment ${consignment} has no record ${sequence}: it has ${trace.steps.length} steps, and step 1 is its creation.`,
      "Give the sequence that the receipt or the trace of the record tells.",
      sequence,
    );
  }
  const proof = {
    past: pastOf(record),
    headBefore: headsOf(client, trace)[sequence - 2] ?? ZeroHash,
    later: trace.steps.slice(sequence).map((step) => told(trace.consignment, step)),
    particulars: particularsOf(trace, record),
  };
  return { proof, basedOn: recordHash(trace.consignment, record) };
}

function pastOf(record: TraceRecord): PastRecordStruct {
  return { ...record, kind: Kind[record.kind], role: Role[record.role], place: toBytes5(record.place) };
}

/** The particulars of a record by lines, which the ledger needs to take back what it let out. */
function particularsOf({ creation, records }: Journey, record: TraceRecord): ParticularsStruct[] {
  const { particulars } = record;
  if (particulars === undefined) return [];
  const contents = remainingLines(creation.lines, records).before[records.indexOf(record)] ?? [];
  const { lines, document, items } = particulars;
  return [{ contents: [...contents], leaving: [...lines], document, items }];
}

/** A later step: a record in full, so that the ledger sees what it did; of any other the hash. */
function told(consignment: ConsignmentId, step: TraceStep): string {
  if (step.type !== "Record" || step.kind === "Packed" || step.kind === "Unpacked") return stepHash(consignment, step);
  const past = [
    ...[step.party, Kind[step.kind], Role[step.role], toBytes5(step.place), step.occurredAt, step.basedOn, step.detail],
    ...[step.dataHash, step.next, step.principal, step.signer, step.recordedAt, step.before],
  ];
  return AbiCoder.defaultAbiCoder().encode([STEP], [[hash(CHECKPOINT_TYPE), consignment, ...past]]);
}

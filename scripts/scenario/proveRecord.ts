import { AbiCoder, id as hash, ZeroHash } from "ethers";

import type { WaymarkClient } from "../../sdk/client.js";
import { CHECKPOINT_TYPE } from "../../sdk/hashing/checkpointStep.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import { toBytes5 } from "../../sdk/places/scope.js";
import type { TraceRecord, TraceStep } from "../../sdk/trace/journey.js";
import { headsOf, recordHash, stepHash } from "../../sdk/trace/stepHash.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { Kind, Role } from "../../sdk/vocabulary.js";
import type {
  ParticularsStruct,
  PastRecordStruct,
  RecordProofStruct,
} from "../../typechain-types/contracts/interfaces/IWaymark.js";

/** The words of a checkpoint's step: its type, the consignment and the fields of the record. */
const STEP =
  "tuple(bytes32,bytes32,uint32,uint8,uint8,bytes5,uint40,bytes32,uint8,bytes32,uint32,uint32,bytes32,uint40,uint256)";

/**
 * Proves from the head that the goods' history has a record.
 *
 * @param particulars Those of the record, where it is one by lines.
 * @returns The proof, and the hash by which the new record names the earlier one.
 */
export async function proveRecord(
  client: WaymarkClient,
  consignment: ConsignmentId,
  sequence: number,
  particulars?: ParticularsStruct,
): Promise<{ proof: RecordProofStruct; basedOn: string }> {
  const trace = await traceConsignment(client, consignment);
  const record = trace.records.find((candidate) => candidate.sequence === sequence);
  if (record === undefined) throw new Error(`Consignment ${consignment} has no record ${sequence}.`);
  const proof = {
    past: pastOf(record),
    headBefore: headsOf(client, trace)[sequence - 2] ?? ZeroHash,
    later: trace.steps.slice(sequence).map((step) => told(consignment, step)),
    particulars: particulars === undefined ? [] : [particulars],
  };
  return { proof, basedOn: recordHash(consignment, record) };
}

function pastOf(record: TraceRecord): PastRecordStruct {
  return { ...record, kind: Kind[record.kind], role: Role[record.role], place: toBytes5(record.place) };
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

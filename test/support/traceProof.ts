import { ZeroHash } from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import { toBytes5 } from "../../sdk/places/scope.js";
import { headsOf, recordHash, stepHash } from "../../sdk/trace/stepHash.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { Kind, Role } from "../../sdk/vocabulary.js";
import type { ParticularsStruct, RecordProofStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { clientOf } from "./client.js";
import type { World } from "./world.js";

/** The proof of an earlier record, its later steps given by their hashes; and the hash that names the record. */
export async function proofOf(
  w: World,
  consignment: ConsignmentId,
  sequence: number,
  particulars?: ParticularsStruct,
): Promise<RecordProofStruct & { hash: string }> {
  const client = await clientOf(w);
  const trace = await traceConsignment(client, consignment);
  const record = trace.records.find((step) => step.sequence === sequence);
  if (record === undefined) throw new Error(`Consignment ${consignment} has no record ${sequence}.`);
  const past = {
    ...record,
    kind: Kind[record.kind],
    role: Role[record.role],
    place: toBytes5(record.place),
  };
  return {
    past,
    headBefore: headsOf(client, trace)[sequence - 2] ?? ZeroHash,
    later: trace.steps.slice(sequence).map((step) => stepHash(consignment, step)),
    particulars: particulars === undefined ? [] : [particulars],
    hash: recordHash(consignment, record),
  };
}

import { keccak256 } from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import { Kind } from "../../sdk/vocabulary.js";
import type {
  ParticularsStruct,
  PastRecordStruct,
  RecordProofStruct,
} from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { historyOf } from "./containerHistory.js";
import type { World } from "./world.js";

/** The last record of a kind, and the proof that the head holds it, with every later step in full. */
export async function proofOf(
  w: World,
  id: ConsignmentId,
  kind: keyof typeof Kind,
  particulars: ParticularsStruct[] = [],
): Promise<{ proof: RecordProofStruct; basedOn: string }> {
  const steps = await historyOf(w, id);
  const index = steps.findLastIndex(
    ({ log }) => log.name === "CheckpointRecorded" && log.args.kind === BigInt(Kind[kind]),
  );
  const { encoded, headBefore, log } = steps[index]!;
  // The arguments of CheckpointRecorded are the fields of a past record, and its consignment.
  const past = log.args.toObject() as unknown as PastRecordStruct;
  const later = steps.slice(index + 1).map((step) => step.encoded);
  return { proof: { past, headBefore, later, particulars }, basedOn: keccak256(encoded) };
}

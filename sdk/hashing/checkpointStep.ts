import type { ConsignmentId, PartyId, SignerId } from "../ids.js";
import { toBytes5, type Scope } from "../places/scope.js";
import type { Kind, Role } from "../vocabulary.js";
import { hashTyped } from "./encode.js";

/** Type of a record's step, as in `contracts/libraries/Steps.sol`. */
export const CHECKPOINT_TYPE =
  "WaymarkCheckpoint(bytes32 consignment,uint32 party,uint8 kind,uint8 role,bytes5 place," +
  "uint40 occurredAt,bytes32 basedOn,uint8 detail,bytes32 dataHash,uint32 next,uint32 principal," +
  "bytes32 signer,uint40 recordedAt,uint256 before)";

/** One record, as it is hashed. */
export interface CheckpointStep {
  readonly consignment: ConsignmentId;
  readonly party: PartyId;
  readonly kind: Kind;
  readonly role: Role;
  readonly place: Scope;
  /** When it is said to have happened, seconds since 1970. */
  readonly occurredAt: number;
  /** What it rests on, 32 bytes: see `Checkpoint` in `contracts/interfaces/ICheckpoints.sol`. */
  readonly basedOn: string;
  readonly detail: number;
  /** Root of the record's salted fields, 32 bytes. */
  readonly dataHash: string;
  readonly next: PartyId;
  readonly principal: PartyId;
  readonly signer: SignerId;
  /** The chain's time, seconds since 1970. */
  readonly recordedAt: number;
  /** The consignment's word before it. */
  readonly before: bigint;
}

/**
 * The hash of a record's step.
 *
 * @throws InvalidValueError when the place is no text of at most five characters.
 */
export function checkpointStep(step: CheckpointStep): string {
  return hashTyped(CHECKPOINT_TYPE, [
    step.consignment,
    step.party,
    step.kind,
    step.role,
    toBytes5(step.place),
    step.occurredAt,
    step.basedOn,
    step.detail,
    step.dataHash,
    step.next,
    step.principal,
    step.signer,
    step.recordedAt,
    step.before,
  ]);
}

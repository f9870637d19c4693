import { asciiToBytes } from "../ascii.js";
import type { ConsignmentId, PartyId, SignerId } from "../ids.js";
import { toBytes5, type Scope } from "../places/scope.js";
import { hashTyped } from "./encode.js";

/** Type of a consignment's first step, as in `contracts/libraries/Steps.sol`. */
export const CREATION_TYPE =
  "WaymarkCreation(bytes32 consignment,uint32 creator,bytes32 key,bytes5 place,bytes2 destination," +
  "bytes32 contents,bytes32 dataHash,bytes32 signer,uint40 recordedAt,uint256 word)";

/** The first step of a consignment. */
export interface CreationStep {
  readonly consignment: ConsignmentId;
  readonly creator: PartyId;
  /** Names the consignment among its creator's, 32 bytes. */
  readonly key: string;
  readonly place: Scope;
  /** Country the goods are to go to, ISO 3166-1 alpha-2. */
  readonly destination: string;
  /** The whole hash of the lines: `hashLines`. */
  readonly contents: string;
  /** Root of the consignment's disclosed data, 32 bytes. */
  readonly dataHash: string;
  readonly signer: SignerId;
  /** The chain's time, seconds since 1970. */
  readonly recordedAt: number;
  /** The consignment's word after it. */
  readonly word: bigint;
}

/**
 * The hash of a consignment's first step.
 *
 * @throws InvalidValueError when the place or the destination is no text of their length.
 */
export function creationStep(step: CreationStep): string {
  return hashTyped(CREATION_TYPE, [
    step.consignment,
    step.creator,
    step.key,
    toBytes5(step.place),
    asciiToBytes(step.destination, 2),
    step.contents,
    step.dataHash,
    step.signer,
    step.recordedAt,
    step.word,
  ]);
}

import type { ConsignmentId, PartyId, SignerId } from "../ids.js";
import { hashTyped } from "./encode.js";

/** Type of the first step of a consignment that was made from another, as in `contracts/libraries/Steps.sol`. */
export const DERIVATION_TYPE =
  "WaymarkDerivation(bytes32 consignment,uint32 creator,uint32 party,bytes32 key,bytes32 from,bytes32 fromHead," +
  "bytes32 release,bytes32 contents,bytes32 dataHash,bytes32 signer,uint40 recordedAt,uint256 word)";

/** The first step of a part that was split off, or of released units that came back. */
export interface DerivationStep {
  readonly consignment: ConsignmentId;
  /** Creator of the consignment it was made from. */
  readonly creator: PartyId;
  /** Who made it. */
  readonly party: PartyId;
  /** Names it among those that the party made of goods of this creator, 32 bytes. */
  readonly key: string;
  readonly from: ConsignmentId;
  /** Head of that consignment at the time. */
  readonly fromHead: string;
  /** Step hash of the release that the units come back from; zeros for a part that was split off. */
  readonly release: string;
  /** The whole hash of the lines: `hashLines`. */
  readonly contents: string;
  /** Root of its disclosed data, 32 bytes. */
  readonly dataHash: string;
  readonly signer: SignerId;
  /** The chain's time, seconds since 1970. */
  readonly recordedAt: number;
  /** Its word after the step. */
  readonly word: bigint;
}

/** The hash of the first step of a consignment made from another. */
export function derivationStep(step: DerivationStep): string {
  return hashTyped(DERIVATION_TYPE, [
    step.consignment,
    step.creator,
    step.party,
    step.key,
    step.from,
    step.fromHead,
    step.release,
    step.contents,
    step.dataHash,
    step.signer,
    step.recordedAt,
    step.word,
  ]);
}

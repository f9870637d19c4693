import type { Line } from "../line.js";
import { hashEncoded } from "./encode.js";
import { LINE_TYPE } from "./hashLines.js";

/** What a Split says beside its checkpoint. */
export interface Part {
  /** Names the part among those that its maker split off goods of the same creator, 32 bytes. */
  readonly key: string;
  /** The contents as they stand before it. */
  readonly contents: readonly Line[];
  /** The units that go on by themselves, as lines of the contents. */
  readonly leaving: readonly Line[];
  /** Root of the part's disclosed data, 32 bytes; zeros = none. */
  readonly dataHash: string;
}

const PART_TYPE = `tuple(bytes32 key,${LINE_TYPE}[] contents,${LINE_TYPE}[] leaving,bytes32 dataHash)`;

/**
 * The `basedOn` of a Split: `keccak256(abi.encode(part))`.
 *
 * @example const checkpoint = { ...rest, basedOn: hashPart(part) };
 */
export function hashPart(part: Part): string {
  return hashEncoded([PART_TYPE], [part]);
}

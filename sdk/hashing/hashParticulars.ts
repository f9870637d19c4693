import type { Line } from "../line.js";
import { hashEncoded } from "./encode.js";
import { LINE_TYPE } from "./hashLines.js";

/** What a record by lines says beside its checkpoint. */
export interface Particulars {
  /** The contents as they stand before the record. */
  readonly contents: readonly Line[];
  /** The units that leave, as lines of the contents. */
  readonly leaving: readonly Line[];
  /** Hash of the document it rests on, 32 bytes; zeros = none. */
  readonly document: string;
  /** Merkle root of the items that leave, 32 bytes; zeros = not said. */
  readonly items: string;
}

const PARTICULARS_TYPE = `tuple(${LINE_TYPE}[] contents,${LINE_TYPE}[] leaving,bytes32 document,bytes32 items)`;

/**
 * The `basedOn` of a record by lines: `keccak256(abi.encode(particulars))`.
 *
 * @example const checkpoint = { ...rest, basedOn: hashParticulars(particulars) };
 */
export function hashParticulars(particulars: Particulars): string {
  return hashEncoded([PARTICULARS_TYPE], [particulars]);
}

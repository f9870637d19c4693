/**
 * How a manifest is stored: one file, numbers with the highest byte first, from which any proof is read by seeking.
 *
 * | from            | bytes           | what                                                                             |
 * | --------------- | --------------- | -------------------------------------------------------------------------------- |
 * | 0               | 8               | "WAYMARKM"                                                                       |
 * | 8               | 4               | version of the layout: 1                                                         |
 * | 12              | 4               | zero                                                                             |
 * | 16              | 32              | batch id                                                                         |
 * | 48              | 8               | n, the number of items                                                           |
 * | 56              | 8               | zero                                                                             |
 * | 64              | 68 n            | entries by serial hash: serial hash, signer hash, rank of the leaf (4 bytes)     |
 * | 64 + 68 n       | 32 (2 n - 1)    | nodes of the tree, the root first, the leaf of rank r at node 2 n - 2 - r        |
 */
import { hexlify } from "ethers";

import { propertyOf } from "../../errors/revertData.js";
import { FatalError } from "../../errors/waymarkError.js";
import type { BatchId } from "../../ids.js";
import { HASH, LEAF } from "../../manifest/hashItem.js";
import { nodeCount } from "../../manifest/nodes.js";

/** Bytes before the entries. */
export const HEADER = 64;

/** Bytes of an entry: two hashes and the rank. */
export const ENTRY = LEAF + 4;

/** Where the rank stands in an entry. */
export const RANK = LEAF;

const MAGIC = Buffer.from("WAYMARKM", "latin1");
const VERSION = 1;
const VERSION_AT = 8;
const BATCH_AT = 16;
const COUNT_AT = 48;

/** What the file says of itself. */
export interface ManifestHeader {
  readonly batch: BatchId;
  /** Number of items. */
  readonly count: number;
}

/** Where the entry of this position begins. */
export function entryAt(position: number): number {
  return HEADER + position * ENTRY;
}

/** Where the node of this index begins. */
export function nodeAt(node: number, count: number): number {
  return entryAt(count) + node * HASH;
}

/** How long the file is. */
export function sizeOf(count: number): number {
  return nodeAt(nodeCount(count), count);
}

export function encodeHeader(batch: Uint8Array, count: number): Buffer {
  const header = Buffer.alloc(HEADER);
  MAGIC.copy(header);
  header.writeUInt32BE(VERSION, VERSION_AT);
  header.set(batch, BATCH_AT);
  header.writeBigUInt64BE(BigInt(count), COUNT_AT);
  return header;
}

/**
 * Reads what the file says of itself.
 *
 * @param size Bytes of the file.
 * @throws FatalError "ManifestInvalid" when it is no manifest, of another version, or cut off.
 */
export function decodeHeader(file: string, header: Buffer, size: number): ManifestHeader {
  if (header.length < HEADER || !header.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw manifestInvalid(file, "is no manifest: it does not begin as one");
  }
  const version = header.readUInt32BE(VERSION_AT);
  if (version !== VERSION) {
    throw manifestInvalid(file, `has version ${version} of the layout, and this release reads version ${VERSION}`);
  }
  const count = Number(header.readBigUInt64BE(COUNT_AT));
  if (count === 0 || size !== sizeOf(count)) {
    throw manifestInvalid(file, `is damaged: it has ${size} bytes, which is not what ${count} items take`);
  }
  return { batch: hexlify(header.subarray(BATCH_AT, COUNT_AT)), count };
}

/** What to say of a file that the system does not give. */
export function manifestUnread(file: string, cause: unknown): FatalError {
  const code = codeOf(cause);
  const why = code === "ENOENT" ? "there is no such file" : code === "EBADF" ? "it was closed" : code;
  return new FatalError({
    name: "ManifestUnread",
    message: `The manifest ${file} cannot be read: ${why}.`,
    toDo: "Give the file that writeManifest wrote, and one that may be read; open it again after it was closed.",
    values: { file },
    cause,
  });
}

/** What the system says of a disk that is full, of a share of it that is used up, and of a file that may not become so large. */
const NO_ROOM: readonly string[] = ["ENOSPC", "EDQUOT", "EFBIG"];

/** What to say of a file that the system does not let be written. */
export function manifestUnwritten(file: string, cause: unknown): FatalError {
  const code = codeOf(cause);
  const why = code === "ENOENT" ? "there is no such folder" : NO_ROOM.includes(code) ? "there is no room for it" : code;
  return new FatalError({
    name: "ManifestUnwritten",
    message: `The manifest ${file} cannot be written: ${why}.`,
    toDo: "Name a file in a folder that is there, in which you may write, and on a disk with room for it.",
    values: { file },
    cause,
  });
}

/** The code of an error of the system, such as "EACCES". */
function codeOf(cause: unknown): string {
  const code = typeof cause === "object" && cause !== null ? propertyOf(cause, "code") : undefined;
  return typeof code === "string" ? code : String(cause);
}

/** What to say of a file that is no whole manifest. */
export function manifestInvalid(file: string, what: string): FatalError {
  return new FatalError({
    name: "ManifestInvalid",
    message: `${file} ${what}.`,
    toDo: "Give the file that writeManifest wrote, or write it again from the same items.",
    values: { file },
  });
}

import { open, type FileHandle } from "node:fs/promises";

import { getBytes, hexlify } from "ethers";

import type { BatchId } from "../../ids.js";
import { HASH, LEAF, SIGNER_HASH } from "../../manifest/hashItem.js";
import { isOnManifest, serialHashOf, type ManifestProof } from "../../manifest/itemProof.js";
import { notOnManifest } from "../../manifest/itemTree.js";
import { nodeOfLeaf, proofNodes } from "../../manifest/nodes.js";
import { decodeHeader, ENTRY, entryAt, HEADER, manifestInvalid, nodeAt, RANK } from "./layout.js";

/** A manifest on the disk, of which nothing but what is asked for is read. Close it when done. */
export interface Manifest extends AsyncDisposable {
  readonly batch: BatchId;
  /** Number of items. */
  readonly count: number;
  /** The items root of the batch. */
  readonly root: string;
  /**
   * Shows that an item is on the manifest. What was read is checked against the root first.
   *
   * @throws InvalidValueError when no item has this serial.
   * @throws FatalError "ManifestInvalid" when the file is damaged.
   */
  prove(serial: string): Promise<ManifestProof>;
  close(): Promise<void>;
}

/**
 * How far from its likely place an entry is sought first, times the square root of their number: hashes are spread evenly, so the
 * place of one among n differs from the likely one by half a square root of n or less in the mean square. Four times that is
 * passed by one hash in ten thousand.
 */
const REACH = 2;

/** Entries that are read at once, when no more are left to search. */
const ENTRIES_A_READ = 64;

/**
 * Opens a manifest that `writeManifest` wrote.
 *
 * @throws FatalError "ManifestInvalid" when the file is no manifest, of another version, or damaged.
 * @example
 * await using manifest = await openManifest("LOT7.manifest");
 * const { proof } = await manifest.prove("7Q0X5ZK2M9D1RAYC8VNB");
 */
export async function openManifest(file: string): Promise<Manifest> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const { batch, count } = decodeHeader(file, await readUpTo(handle, 0, HEADER), size);
    const read = async (position: number, length: number): Promise<Buffer> => {
      const bytes = await readUpTo(handle, position, length);
      if (bytes.length < length) throw manifestInvalid(file, "is damaged: it became shorter");
      return bytes;
    };
    const hashAt = async (node: number): Promise<string> => hexlify(await read(nodeAt(node, count), HASH));
    const root = await hashAt(0);
    const close = async (): Promise<void> => {
      await handle.close();
    };
    return {
      batch,
      count,
      root,
      async prove(serial) {
        const serialHash = serialHashOf(serial);
        const entry = await findEntry(read, count, Buffer.from(getBytes(serialHash)));
        if (entry === undefined) throw notOnManifest(serial);
        // A rank that is wrong leads to another leaf, or before the root, which is none.
        const node = Math.max(0, nodeOfLeaf(entry.readUInt32BE(RANK), count));
        const proof = await Promise.all(proofNodes(node).map(hashAt));
        const found = { serialHash, signerHash: hexlify(entry.subarray(SIGNER_HASH, LEAF)), proof };
        if (!isOnManifest(root, batch, found)) {
          throw manifestInvalid(file, `is damaged: item ${serial} is not under its root`);
        }
        return found;
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Finds an entry by its serial's hash: near its likely place in one read, or else by halving all entries until few are left. */
async function findEntry(
  read: (position: number, length: number) => Promise<Buffer>,
  count: number,
  serialHash: Buffer,
): Promise<Buffer | undefined> {
  const readEntries = async (first: number, end: number): Promise<Buffer> =>
    await read(entryAt(first), (end - first) * ENTRY);

  const likely = Math.floor((serialHash.readUInt32BE() / 2 ** 32) * count);
  const reach = Math.ceil(REACH * Math.sqrt(count));
  const near = await readEntries(Math.max(0, likely - reach), Math.min(count, likely + reach));
  const found = entryAmong(near, serialHash);
  if (found !== undefined) return found;

  let first = 0;
  let end = count;
  while (end - first > ENTRIES_A_READ) {
    const middle = Math.floor((first + end) / 2);
    if (Buffer.compare(await read(entryAt(middle), HASH), serialHash) > 0) end = middle;
    else first = middle;
  }
  return entryAmong(await readEntries(first, end), serialHash);
}

/** The entry of this serial's hash among sorted entries, by halving them. */
function entryAmong(entries: Buffer, serialHash: Buffer): Buffer | undefined {
  let first = 0;
  let end = entries.length / ENTRY;
  while (first < end) {
    const middle = Math.floor((first + end) / 2);
    const entry = entries.subarray(middle * ENTRY, (middle + 1) * ENTRY);
    const order = Buffer.compare(entry.subarray(0, HASH), serialHash);
    if (order === 0) return entry;
    if (order > 0) end = middle;
    else first = middle + 1;
  }
  return undefined;
}

async function readUpTo(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

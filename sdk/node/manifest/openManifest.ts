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
        const entry = await findEntry(read, count, getBytes(serialHash));
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

/** Halves the sorted entries until few are left, and reads these. */
async function findEntry(
  read: (position: number, length: number) => Promise<Buffer>,
  count: number,
  serialHash: Uint8Array,
): Promise<Buffer | undefined> {
  let first = 0;
  let end = count;
  while (end - first > ENTRIES_A_READ) {
    const middle = Math.floor((first + end) / 2);
    if (Buffer.compare(await read(entryAt(middle), HASH), serialHash) > 0) end = middle;
    else first = middle;
  }
  const entries = await read(entryAt(first), (end - first) * ENTRY);
  for (let at = 0; at < entries.length; at += ENTRY) {
    const entry = entries.subarray(at, at + ENTRY);
    if (entry.subarray(0, HASH).equals(serialHash)) return entry;
  }
  return undefined;
}

async function readUpTo(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

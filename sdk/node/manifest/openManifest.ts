import { open, type FileHandle } from "node:fs/promises";

import { getBytes, hexlify } from "ethers";

import type { BatchId } from "../../ids.js";
import { HASH, LEAF, leafHasher, SIGNER_HASH } from "../../manifest/hashItem.js";
import { serialHashOf, type ManifestProof } from "../../manifest/itemProof.js";
import { notOnManifest } from "../../manifest/itemTree.js";
import { loadKeccak } from "../../manifest/keccak.js";
import { nodeCount, nodeOfLeaf, proofNodes, rootOver } from "../../manifest/nodes.js";
import { decodeHeader, ENTRY, entryAt, HEADER, manifestInvalid, manifestUnread, nodeAt, RANK } from "./layout.js";

/** A manifest on the disk, of which little but what is asked for is read. Close it when done. */
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
   * @throws FatalError "ManifestInvalid" when the file is damaged; "ManifestUnread" when it was closed.
   */
  prove(serial: string): Promise<ManifestProof>;
  close(): Promise<void>;
}

/** Entries that are read at once, some kilobytes. */
const ENTRIES_A_READ = 128;

/** Nodes next to the root, which every proof has some of, so that they are read only once: 32 KB. */
const NODES_KEPT = 1_023;

/** Bytes of a hash that tell its likely place: as many as a number holds exactly. */
const PREFIX = 6;

/** Guesses before halving takes over, which needs no even spread. Two or three are enough for ten million entries. */
const GUESSES = 8;

/**
 * Opens a manifest that `writeManifest` wrote.
 *
 * @throws FatalError "ManifestInvalid" when the file is no manifest, of another version, or damaged; "ManifestUnread" when there
 * is no such file, or it may not be read.
 * @example
 * await using manifest = await openManifest("LOT7.manifest");
 * const { proof } = await manifest.prove("7Q0X5ZK2M9D1RAYC8VNB");
 */
export async function openManifest(file: string): Promise<Manifest> {
  const handle = await open(file, "r").catch((cause: unknown) => {
    throw manifestUnread(file, cause);
  });
  try {
    const { size } = await handle.stat();
    const { batch, count } = decodeHeader(file, await readUpTo(file, handle, 0, HEADER), size);
    const read = async (position: number, length: number): Promise<Buffer> => {
      const bytes = await readUpTo(file, handle, position, length);
      if (bytes.length < length) throw manifestInvalid(file, "is damaged: it became shorter");
      return bytes;
    };
    const top = await read(nodeAt(0, count), Math.min(nodeCount(count), NODES_KEPT) * HASH);
    const nodeBytes = async (node: number): Promise<Buffer> =>
      node < NODES_KEPT ? top.subarray(node * HASH, (node + 1) * HASH) : await read(nodeAt(node, count), HASH);
    const root = await nodeBytes(0);
    const keccak = await loadKeccak();
    const leafOf = leafHasher(keccak, getBytes(batch));
    // Whoever registers another root registers it for good, and no item is under it.
    const below = count === 1 ? leafOf(await read(entryAt(0), LEAF)) : await nodeBytes(1);
    if (!root.equals(rootOver(keccak, below, count === 1 ? [] : [await nodeBytes(2)]))) {
      throw manifestInvalid(file, "is damaged: its root is not that of what stands below it");
    }
    const close = async (): Promise<void> => {
      await handle.close();
    };
    return {
      batch,
      count,
      root: hexlify(root),
      async prove(serial) {
        const serialHash = serialHashOf(serial);
        const entry = await findEntry(read, count, Buffer.from(getBytes(serialHash)));
        if (entry === undefined) throw notOnManifest(serial);
        // A wrong rank leads to another node, or before the first, which the check below refuses.
        const node = Math.max(0, nodeOfLeaf(entry.readUInt32BE(RANK), count));
        const proof = await Promise.all(proofNodes(node).map(nodeBytes));
        // On bytes: `isOnManifest`, which decides the same, takes as long as all the reading.
        if (!root.equals(rootOver(keccak, leafOf(entry.subarray(0, LEAF)), proof))) {
          throw manifestInvalid(file, `is damaged: item ${serial} is not under its root`);
        }
        return {
          serialHash,
          signerHash: hexlify(entry.subarray(SIGNER_HASH, LEAF)),
          proof: proof.map((hash) => hexlify(hash)),
        };
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Finds an entry by its serial's hash. Hashes are spread evenly, so that the place of one among others is guessed from its value,
 * and each guess that fails makes the next one better.
 */
async function findEntry(
  read: (position: number, length: number) => Promise<Buffer>,
  count: number,
  serialHash: Buffer,
): Promise<Buffer | undefined> {
  const readEntries = async (from: number, to: number): Promise<Buffer> =>
    await read(entryAt(from), (to - from) * ENTRY);

  const value = serialHash.readUIntBE(0, PREFIX);
  let [first, low] = [0, 0];
  let [end, high] = [count, 2 ** (8 * PREFIX)];
  for (let guess = 1; end - first > ENTRIES_A_READ; guess++) {
    const share = guess > GUESSES || high === low ? 1 / 2 : (value - low) / (high - low);
    const likely = first + Math.floor(share * (end - first)) - ENTRIES_A_READ / 2;
    const from = Math.min(Math.max(first, likely), end - ENTRIES_A_READ);
    const entries = await readEntries(from, from + ENTRIES_A_READ);
    const last = entries.subarray(-ENTRY);
    if (Buffer.compare(serialHash, entries.subarray(0, HASH)) < 0) {
      [end, high] = [from, entries.readUIntBE(0, PREFIX)];
    } else if (Buffer.compare(serialHash, last.subarray(0, HASH)) > 0) {
      [first, low] = [from + ENTRIES_A_READ, last.readUIntBE(0, PREFIX)];
    } else {
      return entryAmong(entries, serialHash);
    }
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

async function readUpTo(file: string, handle: FileHandle, position: number, length: number): Promise<Buffer> {
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw manifestUnread(file, cause);
  }
}

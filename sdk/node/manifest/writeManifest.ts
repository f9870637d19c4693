import type { FileHandle } from "node:fs/promises";
import { availableParallelism } from "node:os";

import { getBytes, hexlify } from "ethers";

import { requireBytes32 } from "../../bytes32.js";
import type { BatchId } from "../../ids.js";
import { HASH, LEAF } from "../../manifest/hashItem.js";
import { HashedItems } from "../../manifest/hashedItems.js";
import { loadKeccak } from "../../manifest/keccak.js";
import type { ManifestItem } from "../../manifest/manifestItem.js";
import { fold, nodeCount } from "../../manifest/nodes.js";
import { requireItems } from "../../manifest/requireUnlike.js";
import { WORD, wordsOf } from "../../manifest/words.js";
import { CHUNK_ITEMS, chunksOf, type Chunk } from "./chunk.js";
import { hashingHere, type Hashing, type HashingTerms } from "./hashing.js";
import { HashWorkers } from "./hashWorkers.js";
import { encodeHeader, ENTRY, entryAt, nodeAt, RANK } from "./layout.js";
import { writeWhole } from "./writeWhole.js";

/** How far the writing of a manifest is. */
export interface ManifestProgress {
  /** Items are read and hashed, then the tree is computed, then the file is written. */
  readonly phase: "items" | "tree" | "file";
  /** Items hashed; in the other phases all of them. */
  readonly items: number;
}

export interface WriteManifestOptions {
  /** Makes the hidden key of every item without a signer, as `labelKeys` does; without it such items are plain. */
  readonly labelSecret?: string;
  /** Threads that hash; as many as the machine has cores unless said. */
  readonly workers?: number;
  readonly onProgress?: (progress: ManifestProgress) => void;
  /** Stops it; nothing is left behind. */
  readonly signal?: AbortSignal;
}

/** A manifest that was written. */
export interface WrittenManifest {
  /** The items root of the batch. */
  readonly root: string;
  /** Number of items. */
  readonly count: number;
}

/** Entries that are put together in memory before they are written. */
const ENTRIES_A_WRITE = 32_768;

/** The most that is written in one call. */
const BYTES_A_WRITE = 2 ** 26;

/**
 * Writes the manifest of a batch: the Merkle tree over its items, in one file from which `openManifest` reads any proof. The
 * root is the one that OpenZeppelin's `StandardMerkleTree` gives, computed on all cores.
 *
 * The file appears under its name only when it is whole and on the disk.
 *
 * @param file Where it goes; a file of that name is replaced.
 * @param items In any order; read once, as fast as they are hashed.
 * @throws InvalidValueError when there is no item, an item is none, or two have the same serial.
 * @throws the signal's reason when it is stopped.
 * @example
 * const { root } = await writeManifest("LOT7.manifest", batch, items, { labelSecret });
 */
export async function writeManifest(
  file: string,
  batch: BatchId,
  items: Iterable<ManifestItem> | AsyncIterable<ManifestItem>,
  options: WriteManifestOptions = {},
): Promise<WrittenManifest> {
  const { labelSecret, signal, workers = availableParallelism() } = options;
  const batchBytes = getBytes(requireBytes32("batch", batch));
  signal?.throwIfAborted();
  const terms: HashingTerms = { batch: batchBytes, ...(labelSecret === undefined ? {} : { labelSecret }) };
  const source = chunksOf(items);
  const first = await source.next();
  // What fits into one chunk is hashed before a thread would have started.
  const threads = first.done !== true && first.value.count === CHUNK_ITEMS ? workers : 0;
  const hashing = threads === 0 ? await hashingHere(terms) : new HashWorkers(threads, terms);
  try {
    const hashed = await hashAll(first, source, hashing, threads, options);
    requireItems(hashed.count);
    return await writeWhole(
      file,
      async (handle) => await writeTree(handle, batchBytes, hashed, hashing, threads, options),
    );
  } finally {
    await hashing.close();
    await source.return();
  }
}

/** Hashes the items as they come, in as many threads as there are, with one chunk more that waits for the first to be free. */
async function hashAll(
  first: IteratorResult<Chunk, void>,
  source: AsyncGenerator<Chunk, void>,
  hashing: Hashing,
  threads: number,
  { onProgress, signal }: WriteManifestOptions,
): Promise<HashedItems> {
  const pieces: Uint8Array[] = [];
  let items = 0;
  const hash = async (from: IteratorResult<Chunk, void>): Promise<void> => {
    for (let next = from; next.done !== true; next = await source.next()) {
      signal?.throwIfAborted();
      const { index, count } = next.value;
      pieces[index] = await hashing.hashItems(next.value);
      items += count;
      onProgress?.({ phase: "items", items });
    }
  };
  const others = Array.from({ length: threads }, async () => {
    await hash(await source.next());
  });
  try {
    await Promise.all([hash(first), ...others]);
  } catch (error) {
    // The others find the source at its end.
    void source.return();
    throw error;
  }
  return new HashedItems(pieces, CHUNK_ITEMS);
}

/** Computes the tree and writes it; the entries are sorted and written while others compute. */
async function writeTree(
  handle: FileHandle,
  batch: Uint8Array,
  hashed: HashedItems,
  hashing: Hashing,
  threads: number,
  { onProgress, signal }: WriteManifestOptions,
): Promise<WrittenManifest> {
  const { count } = hashed;
  const byLeaf = hashed.byLeaf();
  const shared = new SharedArrayBuffer(nodeCount(count) * HASH);
  const nodes = new Uint8Array(shared);
  hashed.fillLeaves(byLeaf, nodes);

  onProgress?.({ phase: "tree", items: count });
  await Promise.all([
    foldTree(shared, hashing, threads, signal),
    writeEntries(handle, hashed, ranksOf(byLeaf), signal),
  ]);

  onProgress?.({ phase: "file", items: count });
  await writeAt(handle, encodeHeader(batch, count), 0);
  await writeAt(handle, nodes, nodeAt(0, count));
  return { root: hexlify(nodes.slice(0, HASH)), count };
}

async function foldTree(
  nodes: SharedArrayBuffer,
  hashing: Hashing,
  threads: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (threads === 0) {
    await hashing.foldSubtree(nodes, 0);
    return;
  }
  // Two subtrees or more for each thread: few, as this thread, which hands them out, is busy with the entries meanwhile.
  const firstRoot = 2 ** Math.ceil(Math.log2(2 * threads)) - 1;
  await Promise.all(
    Array.from({ length: firstRoot + 1 }, async (_, index) => {
      await hashing.foldSubtree(nodes, firstRoot + index);
      signal?.throwIfAborted();
    }),
  );
  fold(await loadKeccak(), new Uint8Array(nodes), 0, firstRoot - 1);
}

/** Which rank the leaf of each item has. */
function ranksOf(byLeaf: Uint32Array): Uint32Array {
  const ranks = new Uint32Array(byLeaf.length);
  byLeaf.forEach((item, rank) => {
    ranks[item] = rank;
  });
  return ranks;
}

async function writeEntries(
  handle: FileHandle,
  hashed: HashedItems,
  ranks: Uint32Array,
  signal: AbortSignal | undefined,
): Promise<void> {
  const bySerial = hashed.bySerial();
  const buffer = new Uint8Array(Math.min(hashed.count, ENTRIES_A_WRITE) * ENTRY);
  const words = wordsOf(buffer);
  const view = new DataView(buffer.buffer);
  for (let first = 0; first < hashed.count; first += ENTRIES_A_WRITE) {
    signal?.throwIfAborted();
    const items = bySerial.subarray(first, first + ENTRIES_A_WRITE);
    items.forEach((item, index) => {
      hashed.copy(item, 0, LEAF, words, (index * ENTRY) / WORD);
      view.setUint32(index * ENTRY + RANK, ranks[item] ?? 0);
    });
    await writeAt(handle, buffer.subarray(0, items.length * ENTRY), entryAt(first));
  }
}

/** Writes all of it: one call of the system may write less, and at most 2 GiB. */
async function writeAt(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const length = Math.min(bytes.length - written, BYTES_A_WRITE);
    written += (await handle.write(bytes, written, length, position + written)).bytesWritten;
  }
}

import { availableParallelism } from "node:os";

import { getBytes, hexlify } from "ethers";

import { requireBytes32 } from "../../bytes32.js";
import { shown } from "../../errors/shown.js";
import { InvalidValueError } from "../../errors/waymarkError.js";
import { requireFunction, requireObject, requireSignal, requireText } from "../../given.js";
import type { BatchId } from "../../ids.js";
import { HASH, LEAF, SERIAL_HASH } from "../../manifest/hashItem.js";
import { countOf, HashedItems, type Rows } from "../../manifest/hashedItems.js";
import { requireLabelSecret } from "../../manifest/labelKey.js";
import { loadKeccak } from "../../manifest/keccak.js";
import type { ManifestItem } from "../../manifest/manifestItem.js";
import { fold, nodeCount } from "../../manifest/nodes.js";
import { requireItems, requireUnlike } from "../../manifest/requireUnlike.js";
import { WORD, wordsOf } from "../../manifest/words.js";
import { CHUNK_ITEMS, chunksOf } from "./chunk.js";
import { hashAll } from "./hashAll.js";
import { hashingHere, type Hashing, type HashingTerms, type SharedTree } from "./hashing.js";
import { HashWorkers } from "./hashWorkers.js";
import { encodeHeader, ENTRY, entryAt, nodeAt, RANK } from "./layout.js";
import { unlessStopped } from "../../unlessStopped.js";
import { writeWhole, type WriteAt } from "./writeWhole.js";

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
  /** Threads that hash at most, 0 to 1,024, where 0 is the one that asks; as many as the machine has cores unless said. */
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

/** No signal, for whoever gives none. */
const NEVER = new AbortController().signal;

/** The most threads that may be asked for. */
const MAX_WORKERS = 1_024;

/** Entries that are put together in memory before they are written. */
const ENTRIES_A_WRITE = 32_768;

/**
 * Writes the manifest of a batch: the Merkle tree over its items, in one file from which `openManifest` reads any proof. The
 * root is the one that OpenZeppelin's `StandardMerkleTree` gives, computed on all cores.
 *
 * The file appears under its name only when it is whole and on the disk.
 *
 * @param file Where it goes; a file of that name is replaced.
 * @param items In any order; read once, as fast as they are hashed, and checked some thousands at a time.
 * @throws InvalidValueError when an argument or option is none; when there is no item; when items are none, naming one of them; when two have the same serial; when the
 *   secret has no 32 bytes, or `workers` is no whole number from 0 to 1,024.
 * @throws FatalError "ManifestUnwritten" when the file cannot be written there, or the disk is full.
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
  requireText("name of a file", file);
  requireIterable(items);
  requireObject("set of options", options);
  requireSignal(options.signal);
  if (options.onProgress !== undefined) requireFunction("way to tell of progress", options.onProgress);
  const { labelSecret, onProgress, signal = NEVER, workers = Math.min(availableParallelism(), MAX_WORKERS) } = options;
  requireWorkers(workers);
  const batchBytes = getBytes(requireBytes32("batch", batch));
  if (labelSecret !== undefined) requireLabelSecret(labelSecret);
  signal.throwIfAborted();
  const terms: HashingTerms = { batch: batchBytes, ...(labelSecret === undefined ? {} : { labelSecret }) };
  const source = chunksOf(items);
  let pool: HashWorkers | undefined;
  try {
    const first = await unlessStopped(signal, source.next());
    // What fits into one chunk is hashed before a thread would have started.
    const threads = first.done !== true && first.value.count === CHUNK_ITEMS ? workers : 0;
    if (threads > 0) pool = new HashWorkers(threads, terms);
    const hashing = pool ?? (await hashingHere(terms));
    const onItems = (count: number): void => onProgress?.({ phase: "items", items: count });
    const rows = await hashAll(first, source, { hashing, threads, onItems, signal });
    requireItems(countOf(rows));
    const tree = { batch: batchBytes, rows, hashing, threads };
    return await writeWhole(file, async (writeAt) => await writeTree(writeAt, tree, { onProgress, signal }));
  } finally {
    // Not awaited: a source that still waits for an item closes after that, and what its end throws is not why this ended.
    source.return().catch(() => undefined);
    await pool?.close();
  }
}

/** @throws InvalidValueError when items cannot be read from it one by one. */
function requireIterable(items: unknown): void {
  const isIterable = ["iterator", "asyncIterator"] as const;
  if (typeof items === "object" && items !== null && isIterable.some((name) => Symbol[name] in items)) return;
  throw new InvalidValueError(
    `${shown(items)} is no list of items, nor another iterable of them.`,
    "Give a list, or what readItems() or a generator gives.",
    items,
  );
}

function requireWorkers(workers: number): void {
  if (Number.isInteger(workers) && workers >= 0 && workers <= MAX_WORKERS) return;
  throw new InvalidValueError(
    `There cannot be ${workers} threads.`,
    `Give a whole number from 0, which hashes in the thread that asks, to ${MAX_WORKERS}, or leave it out.`,
    workers,
  );
}

/** What a tree is computed from. */
interface TreeWork {
  readonly batch: Uint8Array;
  readonly rows: Rows<SharedArrayBuffer>;
  readonly hashing: Hashing;
  /** Those of `hashing`; 0 when it is this one. */
  readonly threads: number;
}

/** Computes the tree and writes it; the entries are written while others compute. */
async function writeTree(
  writeAt: WriteAt,
  { batch, rows, hashing, threads }: TreeWork,
  { onProgress, signal }: { onProgress: WriteManifestOptions["onProgress"]; signal: AbortSignal },
): Promise<WrittenManifest> {
  const count = countOf(rows);
  onProgress?.({ phase: "tree", items: count });
  signal.throwIfAborted();
  const [bySerial, byLeaf] = await Promise.all([hashing.sort(rows, SERIAL_HASH), hashing.sort(rows, LEAF)]);
  requireUnlike(bySerial);
  signal.throwIfAborted();
  const nodes = new Uint8Array(new SharedArrayBuffer(nodeCount(count) * HASH));
  const tree = { rows, byLeaf: byLeaf.order, nodes };
  await Promise.all([
    growTree(tree, hashing, threads, signal),
    writeEntries(writeAt, new HashedItems(rows), bySerial.order, ranksOf(byLeaf.order), signal),
  ]);

  onProgress?.({ phase: "file", items: count });
  signal.throwIfAborted();
  await writeAt(encodeHeader(batch, count), 0);
  await writeAt(nodes, nodeAt(0, count));
  return { root: hexlify(nodes.slice(0, HASH)), count };
}

async function growTree(tree: SharedTree, hashing: Hashing, threads: number, signal: AbortSignal): Promise<void> {
  // Two subtrees or more for each thread that had a chunk: few, as this thread, which hands them out, is busy with the entries
  // meanwhile. So many thousands of items are a chunk that the tree is higher than the roots of the subtrees stand deep.
  const working = Math.min(threads, tree.rows.pieces.length);
  const firstRoot = working === 0 ? 0 : 2 ** Math.ceil(Math.log2(2 * working)) - 1;
  await Promise.all(
    Array.from({ length: firstRoot + 1 }, async (_, index) => {
      await hashing.growSubtree(tree, firstRoot + index);
      signal.throwIfAborted();
    }),
  );
  fold(await loadKeccak(), tree.nodes, 0, firstRoot - 1);
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
  writeAt: WriteAt,
  hashed: HashedItems,
  bySerial: Uint32Array,
  ranks: Uint32Array,
  signal: AbortSignal,
): Promise<void> {
  const buffer = new Uint8Array(Math.min(hashed.count, ENTRIES_A_WRITE) * ENTRY);
  const words = wordsOf(buffer);
  const view = new DataView(buffer.buffer);
  for (let first = 0; first < hashed.count; first += ENTRIES_A_WRITE) {
    signal.throwIfAborted();
    const items = bySerial.subarray(first, first + ENTRIES_A_WRITE);
    items.forEach((item, index) => {
      hashed.copy(item, 0, LEAF, words, (index * ENTRY) / WORD);
      view.setUint32(index * ENTRY + RANK, ranks[item] ?? 0);
    });
    await writeAt(buffer.subarray(0, items.length * ENTRY), entryAt(first));
  }
}

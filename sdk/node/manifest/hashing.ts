import { itemHasher, ROW } from "../../manifest/hashItem.js";
import { HashedItems, type Rows } from "../../manifest/hashedItems.js";
import { loadKeccak } from "../../manifest/keccak.js";
import { foldSubtree } from "../../manifest/nodes.js";
import type { ManifestItem } from "../../manifest/manifestItem.js";
import type { SortedOrder } from "../../manifest/sortedOrder.js";
import { forEachPacked, type Chunk } from "./chunk.js";

/** What is the same for all items of a manifest. */
export interface HashingTerms {
  /** Batch id, 32 bytes. */
  readonly batch: Uint8Array;
  /** Makes the key of every item that brings no signer; without it such items are plain. */
  readonly labelSecret?: string;
}

/** A row for each item, in their order; or the first of them that is none. */
export type HashedChunk =
  { readonly rows: Uint8Array<SharedArrayBuffer>; readonly refused?: never } | { readonly refused: ManifestItem };

/** A tree that threads compute together. */
export interface SharedTree {
  readonly rows: Rows<SharedArrayBuffer>;
  /** Items by their leaf. */
  readonly byLeaf: Uint32Array<SharedArrayBuffer>;
  /** Room for all of its nodes. */
  readonly nodes: Uint8Array<SharedArrayBuffer>;
}

/** The work on a manifest that takes long, in this thread or another. */
export interface Hashing {
  /** Hashes items. The memory of the chunk is used up. */
  hashItems(chunk: Chunk): Promise<HashedChunk>;
  /** Sorts hashed items by the hash that stands in this column of their rows. */
  sort(rows: Rows<SharedArrayBuffer>, column: number): Promise<SortedOrder<SharedArrayBuffer>>;
  /** Puts the leaves from `root` down in their places, and computes the nodes above them up to it. */
  growSubtree(tree: SharedTree, root: number): Promise<void>;
}

/** Does it in this thread. */
export async function hashingHere({ batch, labelSecret }: HashingTerms): Promise<Hashing> {
  const keccak = await loadKeccak();
  const hashItem = itemHasher(keccak, batch);
  const signerFor = labelSecret === undefined ? undefined : await signersFrom(labelSecret, batch);
  return {
    hashItems(chunk) {
      const rows = new Uint8Array(new SharedArrayBuffer(chunk.count * ROW));
      let at = 0;
      const refused = forEachPacked(chunk, (serial, signer) => {
        hashItem(serial, signer.length === 0 && signerFor !== undefined ? signerFor(serial) : signer, rows, at);
        at += ROW;
      });
      return Promise.resolve(refused === undefined ? { rows } : { refused });
    },
    sort(rows, column) {
      const hashed = new HashedItems(rows);
      const order = new Uint32Array(new SharedArrayBuffer(hashed.count * Uint32Array.BYTES_PER_ELEMENT));
      return Promise.resolve(hashed.sortBy(column, order));
    },
    growSubtree({ rows, byLeaf, nodes }, root) {
      new HashedItems(rows).fillLeaves(byLeaf, nodes, root);
      foldSubtree(keccak, nodes, root);
      return Promise.resolve();
    },
  };
}

/** Loads the library of keys only where keys are made: each thread would hold it in memory. */
async function signersFrom(secret: string, batch: Uint8Array): Promise<(serial: Uint8Array) => Uint8Array> {
  const { getBytes, hexlify } = await import("ethers");
  const { labelKeys, labelSignerOf } = await import("../../manifest/labelKey.js");
  const keyOf = labelKeys(secret, hexlify(batch));
  // Serials are ASCII.
  return (serial) => getBytes(labelSignerOf(keyOf(Buffer.from(serial).toString("latin1"))));
}

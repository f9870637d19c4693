import { itemHasher, ROW } from "../../manifest/hashItem.js";
import { loadKeccak } from "../../manifest/keccak.js";
import { foldSubtree } from "../../manifest/nodes.js";
import { forEachPacked, type Chunk } from "./chunk.js";

/** What is the same for all items of a manifest. */
export interface HashingTerms {
  /** Batch id, 32 bytes. */
  readonly batch: Uint8Array;
  /** Makes the key of every item that brings no signer; without it such items are plain. */
  readonly labelSecret?: string;
}

/** The work on a manifest that takes long, in this thread or another. */
export interface Hashing {
  /** Hashes items: a row each, in their order. The memory of the chunk is used up. */
  hashItems(chunk: Chunk): Promise<Uint8Array<ArrayBuffer>>;
  /** Computes the inner nodes from `root` down, in place. */
  foldSubtree(nodes: SharedArrayBuffer, root: number): Promise<void>;
  /** Stops what is still going on. */
  close(): Promise<void>;
}

/** Does it in this thread. */
export async function hashingHere({ batch, labelSecret }: HashingTerms): Promise<Hashing> {
  const keccak = await loadKeccak();
  const hashItem = itemHasher(keccak, batch);
  const signerFor = labelSecret === undefined ? undefined : await signersFrom(labelSecret, batch);
  return {
    hashItems(chunk) {
      const rows = new Uint8Array(chunk.count * ROW);
      let at = 0;
      forEachPacked(chunk, (serial, signer) => {
        hashItem(serial, signer.length === 0 && signerFor !== undefined ? signerFor(serial) : signer, rows, at);
        at += ROW;
      });
      return Promise.resolve(rows);
    },
    foldSubtree(nodes, root) {
      foldSubtree(keccak, new Uint8Array(nodes), root);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
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

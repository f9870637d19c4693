import type { Keccak } from "./keccak.js";

/** Bytes of a hash. */
export const HASH = 32;

/** Bytes that a hashed item takes: hash of the serial, hash of the label's signer, leaf. */
export const ROW = 3 * HASH;

/** Where each hash stands in a row. */
export const SERIAL_HASH = 0;
export const SIGNER_HASH = HASH;
export const LEAF = 2 * HASH;

/** Writes the three hashes of one item into the {@link ROW} bytes of rows that begin there. */
export type HashItem = (serial: Uint8Array, signer: Uint8Array, rows: Uint8Array, at: number) => void;

/**
 * How the leaf of an item is computed from the hashes of its serial and its label's signer, one after the other:
 * `keccak256(keccak256(abi.encode(batch, serialHash, keccak256(labelSigner))))`, as the ledger does. Hashed twice, so that no
 * inner node can be taken for a leaf.
 *
 * @param batch 32 bytes.
 */
export function leafHasher(keccak: Keccak, batch: Uint8Array): (hashes: Uint8Array) => Uint8Array {
  // Three words, as `abi.encode` puts them.
  const encoded = new Uint8Array(3 * HASH);
  encoded.set(batch);
  // Hashed from a copy: hash-wasm asks an array for its buffer, which V8 has to make first for every small new one.
  const once = new Uint8Array(HASH);
  return (hashes) => {
    encoded.set(hashes, HASH);
    once.set(keccak(encoded));
    return keccak(once);
  };
}

/**
 * How the items of a batch are hashed.
 *
 * @param batch 32 bytes.
 */
export function itemHasher(keccak: Keccak, batch: Uint8Array): HashItem {
  const leafOf = leafHasher(keccak, batch);
  const noSigner = keccak(new Uint8Array());
  const hashes = new Uint8Array(LEAF);
  return (serial, signer, rows, at) => {
    hashes.set(keccak(serial), SERIAL_HASH);
    hashes.set(signer.length === 0 ? noSigner : keccak(signer), SIGNER_HASH);
    rows.set(hashes, at);
    rows.set(leafOf(hashes), at + LEAF);
  };
}

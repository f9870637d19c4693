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
 * How the items of a batch are hashed. The leaf is `keccak256(keccak256(abi.encode(batch, serialHash,
 * keccak256(labelSigner))))`, as the ledger computes it: hashed twice, so that no inner node can be taken for a leaf.
 *
 * @param batch 32 bytes.
 */
export function itemHasher(keccak: Keccak, batch: Uint8Array): HashItem {
  // Three words, as `abi.encode` puts them: the batch, then the hashes of serial and signer.
  const encoded = new Uint8Array(3 * HASH);
  encoded.set(batch);
  const noSigner = keccak(new Uint8Array());
  return (serial, signer, rows, at) => {
    const serialHash = keccak(serial);
    const signerHash = signer.length === 0 ? noSigner : keccak(signer);
    rows.set(serialHash, at + SERIAL_HASH);
    rows.set(signerHash, at + SIGNER_HASH);
    encoded.set(serialHash, HASH);
    encoded.set(signerHash, 2 * HASH);
    rows.set(keccak(keccak(encoded)), at + LEAF);
  };
}

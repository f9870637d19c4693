import { concat, id, keccak256 } from "ethers";

import type { BatchId } from "../ids.js";
import { rootFrom } from "../merkle/merkleTree.js";
import { requireText } from "../given.js";

/** What shows that an item is on a manifest: its hashes, and the way from its leaf to the root. */
export interface ManifestProof {
  /** keccak256 of the serial number. */
  readonly serialHash: string;
  /** keccak256 of the label's signer, which itself need not be shown. */
  readonly signerHash: string;
  /** Hashes from the leaf's sibling up, each 0x and 64 hexadecimal digits. */
  readonly proof: readonly string[];
}

/**
 * The hash by which the ledger knows a serial number: keccak256 of its characters.
 *
 * @throws InvalidValueError when it is no text.
 */
export function serialHashOf(serial: string): string {
  requireText("serial number", serial);
  return id(serial);
}

/**
 * The leaf of an item in its batch's Merkle tree.
 *
 * @param signerHash keccak256 of the label's signer; of no bytes for a plain label.
 */
export function itemLeaf(batch: BatchId, serialHash: string, signerHash: string): string {
  return keccak256(keccak256(concat([batch, serialHash, signerHash])));
}

/**
 * Whether an item is on the manifest that has this root, as OpenZeppelin's `MerkleProof` decides it on the chain.
 *
 * @param root The items root of the batch, as the ledger has it.
 */
export function isOnManifest(root: string, batch: BatchId, { serialHash, signerHash, proof }: ManifestProof): boolean {
  const siblings = proof.map((hash) => hash.toLowerCase());
  return rootFrom(itemLeaf(batch, serialHash, signerHash), siblings) === root.toLowerCase();
}

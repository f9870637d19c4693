import { concat, id, isHexString, keccak256 } from "ethers";

import { propertyOf } from "../errors/revertData.js";
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
 * @param shown From wherever it is: what has not the form of a proof shows nothing.
 */
export function isOnManifest(
  root: string | undefined,
  batch: BatchId,
  shown: ManifestProof | null | undefined,
): boolean {
  if (!isHash(root) || !isHash(batch) || !isManifestProof(shown)) return false;
  const { serialHash, signerHash, proof } = shown;
  const siblings = proof.map((hash) => hash.toLowerCase());
  return rootFrom(itemLeaf(batch, serialHash, signerHash), siblings) === root.toLowerCase();
}

function isManifestProof(shown: unknown): shown is ManifestProof {
  if (typeof shown !== "object" || shown === null) return false;
  const proof = propertyOf(shown, "proof");
  return (
    isHash(propertyOf(shown, "serialHash")) &&
    isHash(propertyOf(shown, "signerHash")) &&
    Array.isArray(proof) &&
    proof.every(isHash)
  );
}

function isHash(value: unknown): value is string {
  return isHexString(value, 32);
}

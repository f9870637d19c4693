import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { id, keccak256 } from "ethers";

import type { ManifestItem } from "../../../sdk/manifest/manifestItem.js";

/** A batch that manifests are of. */
export const BATCH = id("a batch");

/** So many items; every third label is plain, one in three hides an account, and one in three a chip. */
export function someItems(count: number): ManifestItem[] {
  return Array.from({ length: count }, (_, index) => {
    const serial = `S${index}`;
    const address = id(serial).slice(0, 42);
    if (index % 3 === 0) return { serial };
    if (index % 3 === 1) return { serial, labelSigner: address };
    return { serial, labelSigner: address + "ab".repeat(64) };
  });
}

/** The same items in OpenZeppelin's tree, which is what the ledger's proofs are judged by. */
export function openZeppelinTree(items: readonly ManifestItem[]): StandardMerkleTree<string[]> {
  return StandardMerkleTree.of(
    items.map((item) => valuesOf(item)),
    ["bytes32", "bytes32", "bytes32"],
  );
}

/** What OpenZeppelin's tree knows an item by. */
export function valuesOf({ serial, labelSigner = "0x" }: ManifestItem): string[] {
  return [BATCH, id(serial), keccak256(labelSigner)];
}

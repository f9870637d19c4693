import { getBytes, hexlify, toUtf8Bytes } from "ethers";

import { requireBytes32 } from "../bytes32.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireList, requireText } from "../given.js";
import type { BatchId } from "../ids.js";
import { HASH, itemHasher, LEAF, ROW, SERIAL_HASH, SIGNER_HASH } from "./hashItem.js";
import { HashedItems } from "./hashedItems.js";
import type { ManifestProof } from "./itemProof.js";
import { loadKeccak } from "./keccak.js";
import { requireItem, type ManifestItem } from "./manifestItem.js";
import { foldSubtree, nodeCount, nodeOfLeaf, proofNodes } from "./nodes.js";
import { requireItems, requireUnlike } from "./requireUnlike.js";

/** A manifest in memory, for thousands of items and for browsers; `writeManifest` of "waymark/node" makes those of millions. */
export interface ItemTree {
  /** What the ledger keeps of it: the items root of the batch, 0x and 64 hexadecimal digits. */
  readonly root: string;
  /**
   * Shows that an item is on it.
   *
   * @throws InvalidValueError when no item has this serial, or it is no text.
   */
  prove(serial: string): ManifestProof;
}

/**
 * The Merkle tree over the items of a batch: the same as OpenZeppelin's `StandardMerkleTree.of(values, ["bytes32", "bytes32",
 * "bytes32"])` over batch, hash of the serial and hash of the label's signer.
 *
 * @throws InvalidValueError when there is no item, an item is none, or two have the same serial.
 * @example const tree = await itemTree(batch, [{ serial: "7Q0X5ZK2M9D1RAYC8VNB" }]);
 */
export async function itemTree(batch: BatchId, items: readonly ManifestItem[]): Promise<ItemTree> {
  requireList("set of items", items);
  requireItems(items.length);
  const keccak = await loadKeccak();
  const hashItem = itemHasher(keccak, getBytes(requireBytes32("batch", batch)));
  const rows = new Uint8Array(items.length * ROW);
  const rowOf = (index: number): Uint8Array => rows.subarray(index * ROW, (index + 1) * ROW);
  // Not by forEach, which leaves out the gaps of a list.
  for (const [index, item] of items.entries()) {
    requireItem(item);
    hashItem(toUtf8Bytes(item.serial), getBytes(item.labelSigner ?? "0x"), rows, index * ROW);
  }

  const hashed = new HashedItems({ pieces: [rows], perPiece: items.length });
  requireUnlike(hashed.sortBy(SERIAL_HASH, new Uint32Array(items.length)));
  const { order } = hashed.sortBy(LEAF, new Uint32Array(items.length));
  const nodes = new Uint8Array(nodeCount(items.length) * HASH);
  hashed.fillLeaves(order, nodes, 0);
  foldSubtree(keccak, nodes, 0);

  const hashAt = (node: number): string => hexlify(nodes.subarray(node * HASH, (node + 1) * HASH));
  const ranks = new Map(Array.from(order, (item, rank) => [items[item]?.serial, rank]));
  return {
    root: hashAt(0),
    prove(serial) {
      requireText("serial number", serial);
      const rank = ranks.get(serial);
      const item = rank === undefined ? undefined : order[rank];
      if (rank === undefined || item === undefined) throw notOnManifest(serial);
      const row = rowOf(item);
      return {
        serialHash: hexlify(row.subarray(0, SIGNER_HASH)),
        signerHash: hexlify(row.subarray(SIGNER_HASH, LEAF)),
        proof: proofNodes(nodeOfLeaf(rank, items.length)).map(hashAt),
      };
    },
  };
}

/** What to say of a serial that no item has. */
export function notOnManifest(serial: string): InvalidValueError {
  return new InvalidValueError(
    `No item of this manifest has the serial number "${serial}".`,
    "Compare it with the code on the pack: capital and small letters differ, and the batch must be the same.",
    serial,
  );
}

/**
 * The Merkle tree over n leaves as OpenZeppelin's `StandardMerkleTree` lays it out: 2n - 1 nodes of 32 bytes in one array,
 * the root first, the children of node i at 2i + 1 and 2i + 2, the sorted leaves at the end in reverse. A parent is the hash
 * of its children, the smaller one first, so that a proof needs no directions.
 */
import { HASH } from "./hashItem.js";
import type { Keccak } from "./keccak.js";
import { WORD, wordsOf } from "./words.js";

/** Nodes from the first to the last, both included; none when the last comes before the first. */
type NodeRange = readonly [first: number, last: number];

/** How many nodes a tree over so many leaves has. */
export function nodeCount(leaves: number): number {
  return 2 * leaves - 1;
}

/** The node that holds the leaf of this rank: 0 is the smallest leaf. */
export function nodeOfLeaf(rank: number, leaves: number): number {
  return nodeCount(leaves) - 1 - rank;
}

/** The rank of the leaf in this node: the opposite of {@link nodeOfLeaf}. */
export function rankOfNode(node: number, leaves: number): number {
  return nodeCount(leaves) - 1 - node;
}

/** Computes the nodes `first` to `last` from their children, which are known or among them. */
export function fold(keccak: Keccak, nodes: Uint8Array, first: number, last: number): void {
  // Copied by words: millions of views of two hashes would cost as much as hashing them.
  const words = wordsOf(nodes);
  const pair = new Uint8Array(2 * HASH);
  const pairWords = wordsOf(pair);
  for (let node = last; node >= first; node--) {
    const left = (2 * node + 1) * HASH;
    const right = left + HASH;
    const sorted = isSorted(nodes, left, right);
    const smaller = (sorted ? left : right) / WORD;
    const larger = (sorted ? right : left) / WORD;
    for (let word = 0; word < HASH / WORD; word++) {
      pairWords[word] = words[smaller + word] ?? 0;
      pairWords[HASH / WORD + word] = words[larger + word] ?? 0;
    }
    nodes.set(keccak(pair), node * HASH);
  }
}

/** Computes all inner nodes from `root` down, the deepest level first. The leaves are known. */
export function foldSubtree(keccak: Keccak, nodes: Uint8Array, root: number): void {
  const total = nodes.length / HASH;
  const lastInner = innerOf(total) - 1;
  for (const [first, last] of levels(root, total).reverse()) fold(keccak, nodes, first, Math.min(last, lastInner));
}

/** The leaves of the tree from `root` down, level by level. */
export function leavesBelow(root: number, leaves: number): NodeRange[] {
  const total = nodeCount(leaves);
  return levels(root, total).map(([first, last]) => [Math.max(first, innerOf(total)), last]);
}

/** The nodes whose hashes prove a node against the root, in the order in which they are hashed. */
export function proofNodes(node: number): number[] {
  const siblings: number[] = [];
  for (let at = node; at > 0; at = (at - 1) >> 1) siblings.push(at % 2 === 1 ? at + 1 : at - 1);
  return siblings;
}

/** The root that a leaf and the nodes which prove it lead to. */
export function rootOver(keccak: Keccak, leaf: Uint8Array, proof: readonly Uint8Array[]): Uint8Array {
  const pair = new Uint8Array(2 * HASH);
  return proof.reduce((node, sibling) => {
    pair.set(node);
    pair.set(sibling, HASH);
    if (!isSorted(pair, 0, HASH)) {
      pair.set(sibling);
      pair.set(node, HASH);
    }
    return keccak(pair);
  }, leaf);
}

/** The nodes from `root` down, level by level. */
function levels(root: number, total: number): NodeRange[] {
  const all: NodeRange[] = [];
  for (let first = root, width = 1; first < total; first = 2 * first + 1, width *= 2) {
    all.push([first, Math.min(first + width, total) - 1]);
  }
  return all;
}

/** How many of so many nodes have children: they come first. */
function innerOf(total: number): number {
  return (total - 1) / 2;
}

function isSorted(nodes: Uint8Array, left: number, right: number): boolean {
  for (let at = 0; at < HASH; at++) {
    // Both are inside the array: the caller folds inner nodes only.
    const difference = (nodes[left + at] ?? 0) - (nodes[right + at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return true;
}

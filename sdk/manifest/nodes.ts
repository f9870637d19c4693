/**
 * The Merkle tree over n leaves as OpenZeppelin's `StandardMerkleTree` lays it out: 2n - 1 nodes of 32 bytes in one array,
 * the root first, the children of node i at 2i + 1 and 2i + 2, the sorted leaves at the end in reverse. A parent is the hash
 * of its children, the smaller one first, so that a proof needs no directions.
 */
import { HASH } from "./hashItem.js";
import type { Keccak } from "./keccak.js";
import { WORD, wordsOf } from "./words.js";

/** How many nodes a tree over so many leaves has. */
export function nodeCount(leaves: number): number {
  return 2 * leaves - 1;
}

/** The node that holds the leaf of this rank: 0 is the smallest leaf. */
export function nodeOfLeaf(rank: number, leaves: number): number {
  return nodeCount(leaves) - 1 - rank;
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
  const inner = (nodes.length / HASH - 1) / 2;
  const levels: (readonly [first: number, last: number])[] = [];
  for (let first = root, width = 1; first < inner; first = 2 * first + 1, width *= 2) {
    levels.push([first, Math.min(first + width, inner) - 1]);
  }
  for (const [first, last] of levels.reverse()) fold(keccak, nodes, first, last);
}

/** The nodes whose hashes prove a node against the root, in the order in which they are hashed. */
export function proofNodes(node: number): number[] {
  const siblings: number[] = [];
  for (let at = node; at > 0; at = (at - 1) >> 1) siblings.push(at % 2 === 1 ? at + 1 : at - 1);
  return siblings;
}

function isSorted(nodes: Uint8Array, left: number, right: number): boolean {
  for (let at = 0; at < HASH; at++) {
    // Both are inside the array: the caller folds inner nodes only.
    const difference = (nodes[left + at] ?? 0) - (nodes[right + at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return true;
}

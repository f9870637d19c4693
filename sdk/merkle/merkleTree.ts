import { concat, keccak256 } from "ethers";

/**
 * A Merkle tree over leaves that are hashed already: the tree of OpenZeppelin's `StandardMerkleTree` with its defaults
 * (leaves sorted, pairs sorted before they are hashed), which `MerkleProof` of OpenZeppelin Contracts verifies.
 */
export class MerkleTree {
  /** A complete binary tree in one array: the root first, the children of i at 2i + 1 and 2i + 2. */
  readonly #nodes: string[];

  /** @param leaves 32 bytes each, as 0x and 64 small hexadecimal digits; at least one, none twice. */
  constructor(leaves: readonly string[]) {
    // The last leaf in order stands first, as in OpenZeppelin's tree.
    const sorted = leaves.toSorted().reverse();
    const nodes = [...Array<string>(leaves.length - 1).fill(""), ...sorted];
    for (let at = leaves.length - 2; at >= 0; at--) {
      nodes[at] = hashPair(nodes[2 * at + 1] ?? "", nodes[2 * at + 2] ?? "");
    }
    this.#nodes = nodes;
  }

  get root(): string {
    return this.#nodes[0] ?? "";
  }

  /**
   * The siblings from a leaf up to the root.
   *
   * @returns undefined when the tree has no such leaf.
   */
  proofOf(leaf: string): string[] | undefined {
    // The leaves are the second half: what stands above them is none.
    let at = this.#nodes.indexOf(leaf, this.#nodes.length >> 1);
    if (at < 0) return undefined;
    const proof: string[] = [];
    for (; at > 0; at = (at - 1) >> 1) {
      const sibling = at % 2 === 1 ? at + 1 : at - 1;
      proof.push(this.#nodes[sibling] ?? "");
    }
    return proof;
  }
}

/**
 * The root that a leaf and its proof lead to.
 *
 * @example rootFrom(leaf, tree.proofOf(leaf)) === tree.root
 */
export function rootFrom(leaf: string, proof: readonly string[]): string {
  return proof.reduce(hashPair, leaf);
}

function hashPair(a: string, b: string): string {
  return keccak256(a < b ? concat([a, b]) : concat([b, a]));
}

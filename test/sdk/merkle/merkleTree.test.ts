import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { hexlify, keccak256 } from "ethers";
import fc from "fast-check";

import { MerkleTree, rootFrom } from "../../../sdk/merkle/merkleTree.js";

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => hexlify(bytes));
const leaves = fc.uniqueArray(bytes32, { minLength: 1, maxLength: 40 });

describe("sdk/merkle: MerkleTree", () => {
  it("is the tree of OpenZeppelin's StandardMerkleTree, with the same proofs", () => {
    fc.assert(
      fc.property(leaves, (values) => {
        const theirs = StandardMerkleTree.of(
          values.map((value) => [value]),
          ["bytes32"],
        );
        // Their leaf: the encoded value, hashed twice.
        const hashed = values.map((value) => keccak256(keccak256(value)));
        const ours = new MerkleTree(hashed);
        expect(ours.root).to.equal(theirs.root);
        values.forEach((value, index) => {
          expect(ours.proofOf(hashed[index]!)).to.deep.equal(theirs.getProof([value]));
        });
      }),
      { numRuns: 30 },
    );
  });

  it("proves each leaf, and nothing else: not another leaf, an inner node or the root", () => {
    fc.assert(
      fc.property(leaves, bytes32, (values, stranger) => {
        const tree = new MerkleTree(values);
        for (const leaf of values) expect(rootFrom(leaf, tree.proofOf(leaf)!)).to.equal(tree.root);
        if (!values.includes(stranger)) {
          expect(tree.proofOf(stranger)).to.equal(undefined);
          expect(rootFrom(stranger, tree.proofOf(values[0]!)!)).not.to.equal(tree.root);
        }
        if (values.length > 1) expect(tree.proofOf(tree.root)).to.equal(undefined);
      }),
    );
  });
});

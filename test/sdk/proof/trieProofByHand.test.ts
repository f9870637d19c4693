import { expect } from "chai";
import { encodeRlp, ZeroHash } from "ethers";

import { readTrie } from "../../../sdk/proof/trieProof.js";
import { branch, extension, leaf, named, nibblesOf, trieOfOne, type Node } from "./handmadeTrie.js";

const KEY = "0x01";
const PATH = nibblesOf(KEY);
const FIRST = PATH.charAt(0);
/** A nibble that the key does not begin with. */
const OTHER = FIRST === "0" ? "1" : "0";
const VALUE = "0x1234";

const WHOLE = leaf(PATH, VALUE);
const REST = leaf(PATH.slice(1), VALUE);

/** The last nodes of a way so long that its leaf is shorter than a hash, and stands in the branch. */
const SHORT = branch({ [PATH.charAt(41)]: leaf(PATH.slice(42), VALUE) });
/** The same with so little left that the branch is shorter than a hash, too. */
const SHORTER = branch({ [PATH.charAt(61)]: leaf(PATH.slice(62), VALUE) });

/** What is read under the key in the trie that the first of the nodes is the root of. */
function read(nodes: readonly Node[]): string | undefined {
  return readTrie(named(nodes[0]!), KEY, nodes.map(encodeRlp));
}

/** Why a proof is refused, by what is wrong with its nodes. */
const REFUSED: readonly (readonly [reason: string, what: string, nodes: readonly Node[]])[] = [
  ["the nodes end before the key does", "a branch names a node that is not there", [branch({ [FIRST]: named(REST) })]],
  ["a node is not the one named", "a branch names another", [branch({ [FIRST]: ZeroHash }), REST]],
  ["a node is not the one named", "a name is too short", [branch({ [FIRST]: named(REST).slice(0, -2) }), REST]],
  ["a node is not the one named", "a name is too long", [branch({ [FIRST]: `${named(REST)}00` }), REST]],
  ["a node has neither 2 nor 17 items", "a node has one item", [["0x20"]]],
  ["a node has neither 2 nor 17 items", "a leaf has a third item", [[...WHOLE, "0x"]]],
  ["a node has neither 2 nor 17 items", "a branch has no place for a value", [branch({}).slice(1)]],
  ["a node has neither 2 nor 17 items", "the nibbles are a list", [[["0x20"], VALUE]]],
  ["there are nodes behind the leaf", "the leaf is followed by itself", [WHOLE, WHOLE]],
  ["there are nodes behind the leaf", "another key's leaf is followed", [leaf(nibblesOf("0x02"), VALUE), WHOLE]],
  ["a leaf has no value", "its value is empty", [leaf(PATH, "0x")]],
  ["a leaf has no value", "its value is a list", [leaf(PATH, [VALUE])]],
  ["a leaf has no value", "its value is an empty list", [leaf(PATH, [])]],
  ["a node has nothing where the key leads", "a branch follows the last nibble", [extension(PATH, branch({}))]],
  ["there are nodes behind the end of the way", "an empty branch is followed", [branch({}), WHOLE]],
  ["there are nodes behind the end of the way", "an extension elsewhere is", [extension(OTHER, ZeroHash), WHOLE]],
];

describe("sdk/proof: readTrie on tries made by hand", () => {
  for (const [what, nodes] of [
    ["a sole leaf", [WHOLE]],
    ["a leaf under a branch", [branch({ [FIRST]: named(REST) }), REST]],
    ["a leaf under an extension and a branch", [extension(PATH.slice(0, 41), named(SHORT)), SHORT]],
    ["a branch that stands in the extension above", [extension(PATH.slice(0, 61), SHORTER)]],
  ] as const) {
    it(`reads the value in ${what}`, () => {
      expect(read(nodes)).to.equal(VALUE);
    });
  }

  for (const [what, nodes] of [
    ["the sole leaf is another key's", [leaf(nibblesOf("0x02"), VALUE)]],
    ["the branch has nothing under its next nibble", [branch({ [OTHER]: ZeroHash })]],
    ["the extension leads elsewhere", [extension(OTHER, ZeroHash)]],
  ] as const) {
    it(`reads nothing under a key when ${what}`, () => {
      expect(read(nodes)).to.equal(undefined);
    });
  }

  for (const [reason, what, nodes] of REFUSED) {
    it(`refuses a proof, for ${reason}: ${what}`, () => {
      expect(() => read(nodes)).to.throw(Error, new RegExp(`^${reason}$`));
    });
  }

  it("takes the name of a node in either case, and no root that is none", () => {
    const { root, proof } = trieOfOne(KEY, VALUE);
    expect(readTrie(`0x${root.slice(2).toUpperCase()}`, KEY, proof)).to.equal(VALUE);
    for (const none of ["0x", root.slice(0, -2), `${root}00`]) {
      expect(() => readTrie(none, KEY, proof)).to.throw("a node is not the one named");
    }
  });
});

import { createMPT, createMerkleProof } from "@ethereumjs/mpt";
import { expect } from "chai";
import fc from "fast-check";
import { encodeRlp, getBytes, hexlify, keccak256 } from "ethers";

import { readTrie } from "../../../sdk/proof/trieProof.js";

const hex = (length: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => hexlify(bytes));

const ENTRIES = fc.uniqueArray(fc.tuple(hex(32), fc.uint8Array({ minLength: 1, maxLength: 40 })), {
  minLength: 1,
  maxLength: 40,
  selector: ([key]) => key,
});

/** A trie of an independent implementation, as a node has it. */
async function trieOf(entries: readonly (readonly [string, Uint8Array])[]) {
  const trie = await createMPT({ useKeyHashing: true });
  for (const [key, value] of entries) await trie.put(getBytes(key), value);
  const prove = async (key: string): Promise<string[]> =>
    (await createMerkleProof(trie, getBytes(key))).map((node) => hexlify(node));
  return { root: hexlify(trie.root()), prove };
}

describe("sdk/proof: readTrie", () => {
  it("reads the value of every key that a trie has, and nothing of one that it has not", async () => {
    await fc.assert(
      fc.asyncProperty(ENTRIES, hex(32), async (entries, other) => {
        const { root, prove } = await trieOf(entries);
        for (const [key, value] of entries) {
          expect(readTrie(root, key, await prove(key))).to.equal(hexlify(value));
        }
        if (entries.some(([key]) => key === other)) return;
        expect(readTrie(root, other, await prove(other))).to.equal(undefined);
      }),
      { numRuns: 60 },
    );
  });

  it("takes no proof in which a node is altered, left out, added or of another key", async () => {
    await fc.assert(
      fc.asyncProperty(ENTRIES, fc.nat(), fc.nat(), async (entries, a, b) => {
        const { root, prove } = await trieOf(entries);
        const [key] = entries[a % entries.length]!;
        const proof = await prove(key);
        const at = b % proof.length;
        const flip = (node: string): string => `${node.slice(0, -1)}${node.endsWith("7") ? "8" : "7"}`;
        const forged = [
          proof.map((node, index) => (index === at ? flip(node) : node)),
          proof.filter((_, index) => index !== at),
          [...proof, proof[0]!],
          proof.slice(0, -1),
        ];
        for (const nodes of forged) expect(() => readTrie(root, key, nodes)).to.throw(Error);
      }),
      { numRuns: 60 },
    );
  });

  it("knows the trie of nothing, and takes no nodes for it", () => {
    const empty = keccak256(encodeRlp("0x"));
    expect(readTrie(empty, "0x01", [])).to.equal(undefined);
    expect(() => readTrie(empty, "0x01", ["0xc0"])).to.throw("a node is not the one named");
    expect(() => readTrie(keccak256("0x01"), "0x01", [])).to.throw("the nodes end before the key does");
  });

  for (const [what, node, message] of [
    ["a text", encodeRlp("0x1234"), "a node is no list"],
    ["three items", encodeRlp(["0x", "0x", "0x"]), "a node has neither 2 nor 17 items"],
    ["a path of another encoding", encodeRlp(["0x40", "0x01"]), "not encoded as hex-prefix"],
  ] as const) {
    it(`refuses a node that is ${what}`, () => {
      expect(() => readTrie(keccak256(node), "0x01", [node])).to.throw(message);
    });
  }
});

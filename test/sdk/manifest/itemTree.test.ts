import { expect } from "chai";
import { id, keccak256, ZeroAddress } from "ethers";
import fc from "fast-check";

import { InvalidValueError } from "../../../sdk/errors.js";
import { isOnManifest, itemLeaf, serialHashOf } from "../../../sdk/manifest/itemProof.js";
import { itemTree } from "../../../sdk/manifest/itemTree.js";
import { labelKeys } from "../../../sdk/manifest/labelKey.js";
import { sortedOrder } from "../../../sdk/manifest/sortedOrder.js";
import { BATCH, openZeppelinTree, someItems, valuesOf } from "./manifests.js";

describe("sdk/manifest: itemTree", () => {
  for (const count of [1, 2, 3, 4, 5, 7, 8, 9, 33, 100]) {
    it(`has root and proofs of OpenZeppelin's tree over ${count} items`, async () => {
      const items = someItems(count);
      const tree = await itemTree(BATCH, items);
      const theirs = openZeppelinTree(items);
      expect(tree.root).to.equal(theirs.root);
      for (const item of items) {
        const [, serialHash, signerHash] = valuesOf(item);
        expect(tree.prove(item.serial)).to.deep.equal({
          serialHash,
          signerHash,
          proof: theirs.getProof(valuesOf(item)),
        });
      }
    });
  }

  it("says what is no list of items, and no item", async () => {
    for (const items of [undefined, "S1", { serial: "S1" }, [undefined], ["S1"]]) {
      const refusal: unknown = await itemTree(BATCH, items as never).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(InvalidValueError);
    }
    expect(() => labelKeys(id("a secret"), BATCH)(undefined as never)).to.throw(InvalidValueError, "serial number");
  });

  it("takes no gap in a list for an item, and no other thing for a serial", async () => {
    for (const items of [new Array(1), Object.assign([...someItems(1)], { length: 2 })]) {
      const refusal: unknown = await itemTree(BATCH, items as never).catch((error: unknown) => error);
      expect(refusal)
        .to.be.instanceOf(InvalidValueError)
        .with.property("message")
        .that.includes("undefined is no item");
    }
    const tree = await itemTree(BATCH, someItems(1));
    for (const serial of [undefined, Symbol("odd"), 5]) {
      expect(() => tree.prove(serial as never)).to.throw(InvalidValueError, "is no serial number: that is text.");
    }
  });

  it("does not depend on the order of the items", async () => {
    const items = someItems(20);
    const { root } = await itemTree(BATCH, items);
    expect((await itemTree(BATCH, items.toReversed())).root).to.equal(root);
  });

  it("depends on the batch", async () => {
    const items = someItems(3);
    expect((await itemTree(id("another"), items)).root).not.to.equal((await itemTree(BATCH, items)).root);
  });

  it("refuses a serial that no item has", async () => {
    const tree = await itemTree(BATCH, someItems(3));
    expect(() => tree.prove("s0")).to.throw(InvalidValueError, 'No item of this manifest has the serial number "s0".');
  });

  const REFUSED = [
    ["no items", [], "A manifest without items has no root."],
    ["a serial that is none", [{ serial: "A B" }], '"A B" is no serial number'],
    [
      "two items alike",
      [{ serial: "A" }, { serial: "B" }, { serial: "A" }],
      "Items 1 and 3 of the list have the same serial",
    ],
    ["a short signer", [{ serial: "A", labelSigner: "0x12" }], '"0x12" is no label signer of item A'],
    ["a signer without 0x", [{ serial: "A", labelSigner: "ab".repeat(20) }], "is no label signer of item A"],
    [
      "a key without its verifier",
      [{ serial: "A", labelSigner: `0x${"ab".repeat(64)}` }],
      "is no label signer of item A",
    ],
    [
      "an address with a wrong checksum",
      [{ serial: "A", labelSigner: "0x52908400098527886E0F7030069857D2E4169Ee7" }],
      "is no label signer of item A: its checksum is wrong",
    ],
    ["the zero address", [{ serial: "A", labelSigner: ZeroAddress }], "nobody has a key of the zero address"],
    [
      "the zero address as verifier",
      [{ serial: "A", labelSigner: `0x${"00".repeat(20)}${"ab".repeat(64)}` }],
      "nobody has a key of the zero address",
    ],
  ] as const;
  for (const [what, items, why] of REFUSED) {
    it(`refuses ${what}`, async () => {
      const refusal: unknown = await itemTree(BATCH, items).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(InvalidValueError).with.property("message").that.includes(why);
    });
  }

  it("refuses a batch that is no id", async () => {
    const refusal: unknown = await itemTree("0x12", someItems(1)).catch((error: unknown) => error);
    expect(refusal)
      .to.be.instanceOf(InvalidValueError)
      .with.property("message", 'The batch "0x12" does not have 32 bytes.');
  });
});

describe("sdk/manifest: isOnManifest", () => {
  it("believes every proof of its own batch and root, and none with any part changed", async () => {
    const items = someItems(9);
    const tree = await itemTree(BATCH, items);
    const { root } = tree;
    for (const { serial } of items) {
      const proved = tree.prove(serial);
      const other = id("other");
      expect(isOnManifest(root, BATCH, proved)).to.equal(true);
      expect(isOnManifest(root, other, proved)).to.equal(false);
      expect(isOnManifest(other, BATCH, proved)).to.equal(false);
      expect(isOnManifest(root, BATCH, { ...proved, serialHash: other })).to.equal(false);
      expect(isOnManifest(root, BATCH, { ...proved, signerHash: other })).to.equal(false);
      expect(isOnManifest(root, BATCH, { ...proved, proof: proved.proof.slice(1) })).to.equal(false);
      expect(isOnManifest(root, BATCH, { ...proved, proof: [other, ...proved.proof.slice(1)] })).to.equal(false);
    }
  });

  it("believes nothing that has not the form of a proof", async () => {
    const tree = await itemTree(BATCH, [{ serial: "S1" }, { serial: "S2" }]);
    const proof = tree.prove("S1");
    for (const value of [undefined, null, 5, "zz", "0x12", ["zz"], [null], [5]] as never[]) {
      for (const name of ["serialHash", "signerHash", "proof"] as const)
        expect(isOnManifest(tree.root, BATCH, { ...proof, [name]: value })).to.equal(false);
      expect(isOnManifest(tree.root, BATCH, value)).to.equal(false);
      expect(isOnManifest(value, BATCH, proof)).to.equal(false);
      expect(isOnManifest(tree.root, value, proof)).to.equal(false);
    }
  });

  it("takes the leaf alone for a manifest of one", async () => {
    const { root } = await itemTree(BATCH, [{ serial: "A" }]);
    expect(root).to.equal(itemLeaf(BATCH, serialHashOf("A"), keccak256("0x")));
  });
});

describe("sdk/manifest: sortedOrder", () => {
  it("sorts as comparing all would, also where the first 32 bits are equal, and names two alike", () => {
    const numbers = fc.array(fc.tuple(fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1), fc.nat(9)));
    fc.assert(
      fc.property(numbers, (records) => {
        const { order, alike } = sortedOrder(
          new Uint32Array(records.length),
          (at) => records[at]![0],
          (a, b) => records[a]![1] - records[b]![1],
        );
        const sorted = [...records].sort(([a, b], [c, d]) => a - c || b - d);
        expect(Array.from(order, (at) => records[at])).to.deep.equal(sorted);
        const distinct = new Set(records.map((record) => record.join())).size;
        expect(alike !== undefined).to.equal(distinct < records.length);
        if (alike !== undefined) {
          expect(records[alike[0]]).to.deep.equal(records[alike[1]]);
          expect(alike[0]).not.to.equal(alike[1]);
        }
      }),
    );
  });
});

import { expect } from "chai";
import { toBeHex, ZeroHash } from "ethers";

import { loadFixture } from "../support/chain.js";
import { containerOf } from "../support/provedGoods.js";
import { createConsignment, world } from "../support/world.js";

const SubjectKind = { None: 0, Product: 1, Batch: 2, Consignment: 3 } as const;
const EVERYWHERE = "0x0000";

describe("RecallAffairs: subjects", () => {
  it("are of a kind: nothing is recalled under none, though there is a consignment of this number", async () => {
    const w = await loadFixture(world);
    const id = await createConsignment(w);
    const { factory } = w.cast;
    const recall = (kind: number) =>
      w.ledger.connect(factory.account).placeRecall(factory.id, kind, id, EVERYWHERE, [], ZeroHash);
    await expect(recall(SubjectKind.None))
      .to.be.revertedWithCustomError(w.ledger, "SubjectUnknown")
      .withArgs(SubjectKind.None, id);
    await expect(recall(SubjectKind.Consignment)).to.emit(w.ledger, "RecallPlaced");
  });

  it("are counted one by one", async () => {
    const w = await loadFixture(world);
    const { brand } = w.cast;
    const subjects = [
      [SubjectKind.Product, toBeHex(w.product, 32)],
      [SubjectKind.Batch, w.batch],
      [SubjectKind.Consignment, await createConsignment(w)],
    ] as const;
    await w.ledger.connect(brand.account).placeRecall(brand.id, ...subjects[1], EVERYWHERE, [], ZeroHash);
    const open = await Promise.all(subjects.map((subject) => w.ledger.openRecalls(...subject)));
    expect(open).to.deep.equal([0n, 1n, 0n]);
    expect(await w.ledger.openRecalls(SubjectKind.Product, w.batch)).to.equal(0n);
  });

  it("are not what its maker says of an empty container, nor of what is put in it", async () => {
    const w = await loadFixture(world);
    const { factory } = w.cast;
    const box = await containerOf(w, factory, "NZTRG");
    await expect(
      w.ledger
        .connect(factory.account)
        .placeRecall(factory.id, SubjectKind.Consignment, box.id, EVERYWHERE, [], ZeroHash),
    )
      .to.be.revertedWithCustomError(w.ledger, "NotRecaller")
      .withArgs(SubjectKind.Consignment, box.id, factory.id);
  });
});

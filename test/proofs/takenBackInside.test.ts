import { expect } from "chai";

import { signerIdOf } from "../../sdk/ids.js";
import { unpack } from "../../assurance/model/word.js";
import { ethers, loadFixture } from "../support/chain.js";
import { containerOf, goodsAt, move } from "../support/provedGoods.js";
import type { Goods } from "../support/proofs.js";
import { checkpoint, world } from "../support/world.js";

/** Containers in containers in containers. */
const MAX_DEPTH = 3;

describe("RareRecords: TakenBack of goods in containers of a suspended carrier", () => {
  /** Goods of the factory in containers of the carrier, and the record by which the factory takes them back. */
  async function packed(depth: number) {
    const w = await world();
    const { factory, carrier } = w.cast;
    const goods = await goodsAt(w, "exported");
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    const boxes: Goods[] = [];
    for (let i = 0; i < depth; ++i) {
      const box = await containerOf(w, carrier, "NZTRG", `box ${i}`);
      await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [boxes.at(-1) ?? goods]);
      boxes.push(box);
    }
    await w.ledger.connect(w.admin).suspendParty(carrier.id);
    const c = await checkpoint(goods.id, factory, "TakenBack", "Factory", "NZTRG", { scope: "NZ" });
    return { w, ledger: w.ledger.connect(factory.account), factory, carrier, goods, boxes, c };
  }
  const once = () => packed(1);
  const deepest = () => packed(MAX_DEPTH);

  it("has a dry run that tells the word after it, which counts that they came out", async () => {
    const { ledger, factory, goods, c } = await loadFixture(once);
    const before = await goods.word();
    const promised = await ledger.preview(c, signerIdOf(factory.account.address));
    await (await ledger.record(c)).wait();
    const word = await goods.word();
    expect(word).to.deep.equal(unpack(promised));
    expect([word.sequence, word.lastMove]).to.deep.equal([before.sequence + 2n, before.sequence + 2n]);
    expect(word).to.include({ custodian: factory.id, movement: "Ready" });
    expect(word.flags).to.not.include("packed");
  });

  it("has a dry run that meets the same refusal", async () => {
    const { w, ledger, factory, carrier, goods, c } = await loadFixture(once);
    await w.ledger.connect(w.admin).reinstateParty(carrier.id);
    const refused = [goods.id, carrier.id, 0] as const;
    await expect(ledger.preview(c, signerIdOf(factory.account.address)))
      .to.be.revertedWithCustomError(ledger, "NotYetTakeable")
      .withArgs(...refused);
    await expect(ledger.record(c))
      .to.be.revertedWithCustomError(ledger, "NotYetTakeable")
      .withArgs(...refused);
  });

  it("binds the heads of both containers around the innermost, as deep as containers go", async () => {
    const { ledger, goods, boxes, c } = await loadFixture(deepest);
    const [, ...around] = boxes;
    const heads = await Promise.all(around.map(({ id }) => ledger.headOf(id)));
    const bound = ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["bytes32", "bytes32"], heads));
    const words = { before: await ledger.wordOf(goods.id), head: await ledger.headOf(goods.id) };
    const receipt = await (await ledger.record(c)).wait();
    const logs = receipt!.logs.map((log) => ledger.interface.parseLog(log));
    const out = logs.find((log) => log?.name === "ConsignmentUnpacked")!.args.toObject();
    expect(out).to.include({
      consignment: goods.id,
      container: boxes[0]!.id,
      containerHead: await ledger.headOf(boxes[0]!.id),
      around: bound,
      ...words,
    });
  });
});

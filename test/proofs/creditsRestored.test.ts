import { expect } from "chai";
import { id as hash } from "ethers";

import { Adjustment, KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { goodsAt, NOTE } from "../support/provedGoods.js";
import { at, batchDetails, FOREVER, line, world } from "../support/world.js";

const MAKER = 1;

describe("ProvedRecords: credit for units that were consumed", () => {
  it("is taken back for all lines of a record or for none, when that of a later line is spent", async () => {
    const w = await loadFixture(world);
    const { ledger, outsider } = w;
    const { brand, carrier } = w.cast;
    const [some, more, rest] = [line(w.batch, 20, hash("some")), line(w.batch, 30, hash("more")), line(w.batch, 50)];
    const goods = await goodsAt(w, "cleared", { lines: [some, more, rest] });
    const p = { contents: [some, more, rest], leaving: [some, more], document: NOTE, items: NOTE };
    const used = { detail: Adjustment.Transformation };
    const on = await goods.writeLines(carrier, "Adjusted", "Carrier", "CNSHG", p, used);
    expect(await ledger.creditOf(carrier.id, w.batch)).to.equal(50);

    // The carrier makes a batch of 25 of the units: too few are left for the second line, though enough for the first.
    await ledger.connect(brand.account).appoint(w.product, carrier.id, MAKER);
    await ledger.setGrant(carrier.id, at(""), roleSet(["Carrier", "Factory"]));
    const key = [outsider.address, roleSet(["Factory"]), at(""), 0, FOREVER, KeyHolder.Server] as const;
    await ledger.connect(carrier.account).addSigner(carrier.id, ...key);
    const made = batchDetails({ lotKey: hash("made of it") });
    const inputs = [{ batch: w.batch, quantity: 25 }];
    await ledger.connect(outsider).registerBatchFrom(carrier.id, made, inputs);
    expect(await ledger.creditOf(carrier.id, w.batch)).to.equal(25);

    const { contents } = await ledger.consignmentOf(goods.id);
    await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on, particulars: [p] });
    expect(await ledger.creditOf(carrier.id, w.batch)).to.equal(25);
    expect((await ledger.consignmentOf(goods.id)).contents).to.equal(contents);
  });
});

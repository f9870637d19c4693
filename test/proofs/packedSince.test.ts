import { expect } from "chai";

import { Adjustment } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { AT, containerOf, goodsAt, leaving, move, UNITS } from "../support/provedGoods.js";
import type { Goods } from "../support/proofs.js";
import { world, type World } from "../support/world.js";

const NZ = { scope: "NZ" };

/** What goods were packed with may have used what an earlier record said of them. */
describe("ProvedRecords: records from before goods were packed", () => {
  /** Goods in Tauranga with the carrier, whose export a broker reported, and an empty container beside them. */
  async function beside() {
    const w = await world();
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "exported", { exportBasis: "reported" });
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    return { w, goods, box: await containerOf(w, carrier, "NZTRG"), ...w.cast };
  }
  const put = (w: World, kind: "Packed" | "Unpacked", box: Goods, goods: Goods) =>
    move(w, kind, w.cast.carrier, "Carrier", "NZTRG", box, [goods]);

  it("are not made customs' own, while the goods are packed or once they came out", async () => {
    const { w, goods, box, nzCustoms } = await loadFixture(beside);
    const confirm = () => goods.alone(nzCustoms, "Confirmed", "Customs", "NZTRG", { on: AT.exported, changes: NZ });
    await put(w, "Packed", box, goods);
    await confirm();
    await put(w, "Unpacked", box, goods);
    await confirm();
  });

  it("give no units back once the goods came out", async () => {
    const { w, goods, box, carrier } = await loadFixture(beside);
    const p = leaving(w, UNITS, 5);
    const lost = { detail: Adjustment.Shortage };
    const on = await goods.writeLines(carrier, "Adjusted", "Carrier", "NZTRG", p, lost);
    await put(w, "Packed", box, goods);
    await put(w, "Unpacked", box, goods);
    const { contents } = await w.ledger.consignmentOf(goods.id);
    await goods.alone(carrier, "Correction", "Carrier", "NZTRG", { on, particulars: [p] });
    expect((await w.ledger.consignmentOf(goods.id)).contents).to.equal(contents);
  });
});

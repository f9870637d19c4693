import { expect } from "chai";
import { zeroPadBytes } from "ethers";

import { Adjustment } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { AT, goodsAt, leaving, UNITS } from "../support/provedGoods.js";
import type { InFull } from "../support/proofs.js";
import { country, world } from "../support/world.js";

const NZ = { scope: "NZ" };
const CN = { scope: "CN" };
const to = (code: string) => ({ basedOn: zeroPadBytes(country(code), 32) });

/** Where the word alone tells so, no later step is asked for: each is given by its hash. */
const inFull: InFull = "none";

describe("ProvedRecords: what stands no more", () => {
  for (const basis of ["own", "reported"] as const) {
    it(`an export clearance, ${basis}, that goods lost when they were headed elsewhere`, async () => {
      const w = await loadFixture(world);
      const { factory, broker, nzCustoms } = w.cast;
      const goods = await goodsAt(w, "exported", { exportBasis: basis });
      await goods.write(factory, "Diverted", "Factory", "NZTRG", { ...NZ, ...to("VN") });
      const [by, role] = basis === "own" ? ([nzCustoms, "Customs"] as const) : ([broker, "Broker"] as const);
      const changes = basis === "own" ? NZ : {};
      await goods.alone(by, "Correction", role, "NZTRG", { on: AT.exported, changes, inFull });
      expect((await goods.word()).flags).to.not.include("exportCleared");
    });
  }

  it("a release by lines, once the rest was cleared as a whole", async () => {
    const w = await loadFixture(world);
    const { cnCustoms } = w.cast;
    const goods = await goodsAt(w, "declared");
    const p = leaving(w, UNITS, 30);
    const on = await goods.writeLines(cnCustoms, "ImportCleared", "Customs", "CNSHG", p, CN);
    await goods.write(cnCustoms, "ImportCleared", "Customs", "CNSHG", CN);
    const { contents } = await w.ledger.consignmentOf(goods.id);
    const how = { on, changes: CN, particulars: [p], inFull };
    await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", how);
    expect((await w.ledger.consignmentOf(goods.id)).contents).to.equal(contents);
    expect((await goods.word()).customs).to.equal("Cleared");
  });

  for (const end of ["Delivered", "Destroyed"] as const) {
    it(`units that left goods which were ${end.toLowerCase()} since, and not for want of units`, async () => {
      const w = await loadFixture(world);
      const { carrier } = w.cast;
      const goods = await goodsAt(w, "cleared");
      const p = leaving(w, UNITS, 5);
      const lost = { detail: Adjustment.Shortage };
      const on = await goods.writeLines(carrier, "Adjusted", "Carrier", "CNSHG", p, lost);
      await goods.write(carrier, end, "Carrier", "CNSHG");
      const { contents } = await w.ledger.consignmentOf(goods.id);
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on, particulars: [p], inFull });
      expect((await w.ledger.consignmentOf(goods.id)).contents).to.equal(contents);
      expect((await goods.word()).movement).to.equal(end === "Delivered" ? "Delivered" : "Closed");
    });
  }

  it("a reported clearance that a delivery has used, also when the goods came back within the territory", async () => {
    const w = await loadFixture(world);
    const { carrier, cnCustoms } = w.cast;
    const goods = await goodsAt(w, "cleared", { importBasis: "reported" });
    await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
    await goods.write(carrier, "Returned", "Carrier", "CNSHG", to("CN"));
    await goods.alone(cnCustoms, "Confirmed", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
    expect(await goods.word()).to.include({ movement: "Arrived", customs: "Cleared" });
  });
});

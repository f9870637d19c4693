import { id as hash } from "ethers";

import { Extent, Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { contentsOf, declaredGoods } from "../support/goods.js";
import { particulars } from "../support/records.js";
import { direct } from "../support/way.js";
import { line, world } from "../support/world.js";

const IN_CN = { scope: "CN" };

describe("CheckpointRegister: clearance by lines", () => {
  /** Declared goods in Shanghai, and a clearance of one unit of them by customs. */
  async function stage() {
    const w = await world();
    const goods = await declaredGoods(w, direct);
    const { cnCustoms, inspector } = w.cast;
    const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 1)]);
    const clearance = (detail: number) =>
      goods.checkpoint(cnCustoms, "ImportCleared", "Customs", "CNSHG", { ...IN_CN, detail, basedOn });
    return { w, goods, cnCustoms, inspector, p, clearance };
  }

  it("takes units out of the line that names their batch, and no other", async () => {
    const { w, goods, cnCustoms } = await loadFixture(stage);
    const { p, basedOn } = particulars(contentsOf(w), [line(hash("another batch"), 1)]);
    const said = { ...IN_CN, detail: Extent.ByLines, basedOn };
    const c = await goods.checkpoint(cnCustoms, "ImportCleared", "Customs", "CNSHG", said);
    await goods.refuseLines(["LineNotHeld", goods.id, hash("another batch"), 1, 0], cnCustoms, c, p);
  });

  it("tries 64 lines, and no more", async () => {
    const { w, goods, cnCustoms } = await loadFixture(stage);
    for (const [count, refusal] of [
      [64, ["QuantityInvalid", 0]],
      [65, ["LineCountInvalid", 65]],
    ] as const) {
      const { p, basedOn } = particulars(
        contentsOf(w),
        Array.from({ length: count }, () => line(w.batch, 0)),
      );
      const said = { ...IN_CN, detail: Extent.ByLines, basedOn };
      const c = await goods.checkpoint(cnCustoms, "ImportCleared", "Customs", "CNSHG", said);
      await goods.refuseLines(refusal, cnCustoms, c, p);
    }
  });

  it("says that it is one", async () => {
    const { goods, cnCustoms, p, clearance } = await loadFixture(stage);
    const refusal = ["DetailInvalid", Kind.ImportCleared, Extent.Whole] as const;
    await goods.refuseLines(refusal, cnCustoms, await clearance(Extent.Whole), p);
    await goods.takeLines(cnCustoms, await clearance(Extent.ByLines), p);
  });

  it("is no sample: a hold of another stops it", async () => {
    const { goods, cnCustoms, inspector, p, clearance } = await loadFixture(stage);
    await goods.take(inspector, "Held", "Inspector", "CNSHG", IN_CN);
    const refusal = ["ConsignmentHeld", goods.id, 1, false] as const;
    await goods.refuseLines(refusal, cnCustoms, await clearance(Extent.ByLines), p);
  });
});

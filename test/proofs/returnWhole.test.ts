import { expect } from "chai";
import { id as hash } from "ethers";

import { Extent, Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { AT, goodsAt } from "../support/provedGoods.js";
import { proofOf } from "../support/proofs.js";
import { at, country, line, world } from "../support/world.js";

describe("ProvedRecords: returnReleased after a clearance as a whole", () => {
  it("is refused: such goods are still the consignment's, and no unit left it", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "cleared");
    const { proof } = await proofOf(w, goods.id, AT.cleared);
    const details = {
      key: hash("returned units"),
      place: at("CNSHG"),
      destination: country("CN"),
      dataHash: hash("data of what came back"),
    };
    const ledger = w.ledger.connect(carrier.account);
    await expect(ledger.returnReleased(carrier.id, details, goods.id, proof, [line(w.batch, 1)]))
      .to.be.revertedWithCustomError(w.ledger, "NotRelease")
      .withArgs(goods.id, Kind.ImportCleared, Extent.Whole);
  });
});

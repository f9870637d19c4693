import { expect } from "chai";
import { id as hash } from "ethers";

import { loadFixture } from "../support/chain.js";
import { containerOf, goodsAt, leaving, move, UNITS } from "../support/provedGoods.js";
import { proofOf } from "../support/proofs.js";
import { at, country, line, world } from "../support/world.js";

describe("ProvedRecords: units released from packed goods", () => {
  it("come back to no party, though one has the number of their container", async () => {
    const w = await loadFixture(world);
    const { ledger, cast } = w;
    const { brand, carrier, broker, factory, cnCustoms } = cast;
    const goods = await goodsAt(w, "exported");
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    const box = await containerOf(w, carrier, "NZTRG");
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
    // While they are packed, the word has the number of their container where the custodian stands.
    expect((await goods.word()).custodian).to.equal(brand.id);
    await box.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    await box.write(carrier, "Arrived", "Carrier", "CNSHG");
    await goods.write(broker, "ImportDeclared", "Broker", "CNSHG", { principal: factory.id, detail: 1 });
    const p = leaving(w, UNITS, 10);
    const on = await goods.writeLines(cnCustoms, "ImportCleared", "Customs", "CNSHG", p, { scope: "CN" });

    const { proof } = await proofOf(w, goods.id, on, { inFull: "none", particulars: [p] });
    const details = {
      key: hash("returned units"),
      place: at("CNSHG"),
      destination: country("CN"),
      dataHash: hash("data of what came back"),
    };
    for (const by of [brand, carrier]) {
      const call = ledger.connect(by.account).returnReleased(by.id, details, goods.id, proof, [line(w.batch, 1)]);
      await expect(call).to.be.revertedWithCustomError(ledger, "NotCustodian").withArgs(goods.id, by.id, 0, 0);
    }
  });
});

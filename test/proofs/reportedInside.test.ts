import { expect } from "chai";
import { zeroPadBytes } from "ethers";

import { loadFixture } from "../support/chain.js";
import { containerOf, goodsAt, move, NOTE } from "../support/provedGoods.js";
import { country, world } from "../support/world.js";

const to = (code: string) => ({ basedOn: zeroPadBytes(country(code), 32) });

describe("ProvedRecords: a report about packed goods after a journey with their container", () => {
  /**
   * Goods that customs of China cleared and that were packed then. Their container was delivered, sent to New Zealand and
   * arrived: what they amount to has no customs record there, but their own word still has China's.
   */
  async function abroad() {
    const w = await world();
    const { carrier, cnCustoms } = w.cast;
    const goods = await goodsAt(w, "cleared");
    const box = await containerOf(w, carrier, "CNSHG");
    await move(w, "Packed", carrier, "Carrier", "CNSHG", box, [goods]);
    await box.write(carrier, "Delivered", "Carrier", "CNSHG");
    await box.write(carrier, "Returned", "Carrier", "CNSHG", to("NZ"));
    await box.write(cnCustoms, "ExportCleared", "Customs", "CNSHG", { scope: "CN" });
    await box.write(carrier, "Departed", "Carrier", "CNSHG", { detail: 1 });
    await box.write(carrier, "Arrived", "Carrier", "NZTRG");
    return { w, goods, ...w.cast };
  }

  it("is corrected alone, and customs of the place settle it", async () => {
    const { goods, broker, factory, nzCustoms } = await loadFixture(abroad);
    expect((await goods.word()).flags).to.include("importOwn");
    const reported = { principal: factory.id, basedOn: NOTE };
    const on = await goods.write(broker, "Refused", "Broker", "NZTRG", reported);
    expect(await goods.word()).to.include({ customs: "Refused", destination: "NZ" });
    expect((await goods.word()).flags).to.not.include("importOwn");
    await goods.alone(broker, "Correction", "Broker", "NZTRG", { on, inFull: "none" });
    await goods.write(nzCustoms, "ImportCleared", "Customs", "NZTRG", { scope: "NZ" });
    expect((await goods.word()).customs).to.equal("Cleared");
    expect((await goods.word()).flags).to.include("importOwn");
  });
});

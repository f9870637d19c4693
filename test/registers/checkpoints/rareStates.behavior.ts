import { expect } from "chai";

import { Kind } from "../../../sdk/vocabulary.js";
import { loadFixture } from "../../support/chain.js";
import { clearedGoods, declaredGoods, readyGoods } from "../../support/goods.js";
import type { Writer } from "../../support/records.js";
import type { WayOfWriting } from "../../support/way.js";
import { flagBit, type Flag } from "../../../assurance/model/word.js";
import { world, type World } from "../../support/world.js";
import { writeWord } from "../../support/writeWord.js";

/** States that no test reaches by records: containers are not made yet, and 2^24 steps are too many to take. */
export function shouldMindRareStates(way: WayOfWriting): void {
  describe("rare states", () => {
    it("a full history takes no more", async () => {
      const w = await loadFixture(world);
      const goods = await readyGoods(w, way);
      const { nzPort } = w.cast;
      const word = await w.ledger.wordOf(goods.id);
      const last = 2n ** 24n - 1n;
      await writeWord(w.ledger, goods.id, word - BigInt.asUintN(24, word) + last - 1n);
      await goods.take(nzPort, "Sighted", "Port", "NZTRG", { scope: "NZTRG", detail: 1 });
      expect((await goods.word()).sequence).to.equal(last);
      await goods.refuse(["HistoryFull", goods.id], nzPort, "Sighted", "Port", "NZTRG", { scope: "NZTRG", detail: 1 });
    });

    it("goods apart inside forbid what treats all inside alike", async () => {
      const w = await loadFixture(world);
      const { broker, factory, cnCustoms, carrier } = w.cast;
      const declared = await declaredGoods(w, way);
      await setFlag(w, declared, "apartInside");
      const apart = (kind: keyof typeof Kind) => ["ApartInside", declared.id, Kind[kind]] as const;
      await declared.refuse(apart("ImportCleared"), cnCustoms, "ImportCleared", "Customs", "CNSHG", { scope: "CN" });
      const declare = { detail: 1, principal: factory.id };
      await declared.refuse(apart("ImportDeclared"), broker, "ImportDeclared", "Broker", "CNSHG", declare);
      await declared.take(carrier, "Received", "Carrier", "CNSHG");
    });

    it("goods apart inside forbid delivery", async () => {
      const w = await loadFixture(world);
      const goods = await clearedGoods(w, way);
      await setFlag(w, goods, "apartInside");
      await goods.refuse(["ApartInside", goods.id, Kind.Delivered], w.cast.carrier, "Delivered", "Carrier", "CNSHG");
    });

    it("goods held inside stop their container, even for a sole placer", async () => {
      const w = await loadFixture(world);
      const { carrier, cnCustoms } = w.cast;
      const goods = await clearedGoods(w, way);
      await setFlag(w, goods, "stoppedInside");
      await goods.refuse(["ConsignmentHeld", goods.id, 0n, true], carrier, "Delivered", "Carrier", "CNSHG");
      await goods.take(cnCustoms, "Held", "Customs", "CNSHG", { scope: "CN" });
      await goods.refuse(["ConsignmentHeld", goods.id, 1n, true], cnCustoms, "Destroyed", "Customs", "CNSHG", {
        scope: "CN",
      });
    });
  });
}

async function setFlag(w: World, goods: Writer, flag: Flag): Promise<void> {
  const word = await w.ledger.wordOf(goods.id);
  await writeWord(w.ledger, goods.id, word | flagBit(flag));
}

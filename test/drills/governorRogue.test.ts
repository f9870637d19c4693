import { expect } from "chai";

import { Regime } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { arrivedGoods, declaredGoods, DOCUMENT, readyGoods } from "../support/goods.js";
import { direct, type LedgerCall } from "../support/way.js";
import { at, country } from "../support/world.js";
import { DAY, dismissalOf, expectUnauthorized, governedWorld, grantOf, Intent } from "./governedWorld.js";

describe("Drill: the Governor goes rogue", () => {
  const start = async () => {
    const w = await loadFixture(governedWorld);
    return { w, rogue: w.governors.Governor };
  };

  it("each act is announced five days before, and the Admin cancels it at once", async () => {
    const { w, rogue } = await start();
    const calls: LedgerCall[] = [
      ["setTerritory", country("CN"), country("NZ")],
      ["setCustomsLive", country("CN"), true],
      ["appointSuccessor", w.cast.cnCustoms.id, w.cast.customs2.id],
      ["announceSuccessor", rogue.address],
    ];
    for (const call of calls) {
      const act = await Intent.ofLedger(w, rogue, ...call);
      expect(await act.remaining(), call[0]).to.equal(5 * DAY);
      await act.expectTooEarly();
      await act.cancelledBy(w.governors.Admin);
    }
    expect(await w.ledger.territoryOf(country("CN"))).to.deep.equal([country("CN"), false]);
  });

  it("it admits, suspends and grants nobody, and takes no party over", async () => {
    const { w, rogue } = await start();
    const { brand } = w.cast;
    await expectUnauthorized(w, rogue, "admitParty", "did:web:x.example", "did:web:x.example", rogue.address);
    await expectUnauthorized(w, rogue, "setGrant", brand.id, at(""), 0);
    await expectUnauthorized(w, rogue, "suspendParty", brand.id);
    await expectUnauthorized(w, rogue, "proposeManager", brand.id, rogue.address);
  });

  it("customs called live where they are not: reports are refused at once and in words, customs' own records are not", async () => {
    const { w, rogue } = await start();
    const goods = await declaredGoods(w, direct);
    await (await Intent.ofLedger(w, rogue, "setCustomsLive", country("CN"), true)).carryOut();
    const { broker, factory, cnCustoms } = w.cast;
    const reported = { principal: factory.id, basedOn: DOCUMENT };
    await goods.refuse(["CustomsIsLive", country("CN")], broker, "ImportCleared", "Broker", "CNSHG", reported);
    await goods.take(cnCustoms, "ImportCleared", "Customs", "CNSHG", { scope: "CN" });
  });

  it("borders moved on the map decide what follows, and nothing that was: the goods stay where they are, as they were", async () => {
    const { w, rogue } = await start();
    const goods = await arrivedGoods(w, direct);
    const before = [await w.ledger.headOf(goods.id), await w.ledger.wordOf(goods.id)];
    await (await Intent.ofLedger(w, rogue, "setTerritory", country("CN"), country("NZ"))).carryOut();
    expect([await w.ledger.headOf(goods.id), await w.ledger.wordOf(goods.id)]).to.deep.equal(before);
    // What has arrived is not made domestic: it is declared and cleared as any other import.
    expect((await goods.word()).flags).not.to.include("domestic");
    const { broker, factory, cnCustoms, warehouse } = w.cast;
    await goods.refuse(["CustomsForbids", goods.id, 21, 0], warehouse, "Delivered", "Warehouse", "CNSHG", {
      scope: "CN",
    });
    const declaration = { detail: Regime.General, principal: factory.id };
    await goods.take(broker, "ImportDeclared", "Broker", "CNSHG", declaration);
    await goods.take(cnCustoms, "ImportCleared", "Customs", "CNSHG", { scope: "CN" });
  });

  it("honest parties recover: the Admin names another Governor, who puts the map right; journeys go on", async () => {
    const { w, rogue } = await start();
    await (await Intent.ofLedger(w, rogue, "setTerritory", country("NZ"), country("AU"))).carryOut();
    const [successor] = w.spare;
    const [appointment, dismissal] = [await grantOf(w, "Governor", successor), await dismissalOf(w, "Governor")];
    await appointment.carryOut();
    await dismissal.carryOut();
    await expectUnauthorized(w, rogue, "setTerritory", country("NZ"), country("AU"));
    await (await Intent.ofLedger(w, successor, "setTerritory", country("NZ"), country("NZ"))).carryOut();
    expect((await w.ledger.territoryOf(country("NZ")))[0]).to.equal(country("NZ"));
    await readyGoods(w, direct);
  });
});

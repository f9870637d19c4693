import { expect } from "chai";

import { Adjustment, Customs, Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { arrivedGoods, contentsOf, createdGoods, declaredGoods, DOCUMENT } from "../support/goods.js";
import { particulars, type Writer } from "../support/records.js";
import { direct } from "../support/way.js";
import { line, world, type Member, type World } from "../support/world.js";

const CN = { scope: "CN" };
const NZ = { scope: "NZ" };

describe("CheckpointRegister: customs states", () => {
  /** Domestic goods that travelled within New Zealand, and its customs. */
  async function domestic() {
    const w = await world();
    const { factory, carrier } = w.cast;
    const goods = await createdGoods(w, direct, { destination: "NZ" });
    await goods.take(factory, "Origin", "Factory", "NZTRG", { ...NZ, next: carrier.id });
    await goods.take(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    await goods.take(carrier, "Arrived", "Carrier", "NZAKL");
    expect((await goods.word()).flags).to.include("domestic");
    return { w, goods };
  }

  /** The carrier uses one unit up in something new. */
  async function consumption(w: World, goods: Writer, by: Member) {
    const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 1)]);
    const said = { detail: Adjustment.Transformation, basedOn };
    return { p, c: await goods.checkpoint(by, "Adjusted", "Carrier", "NZAKL", said) };
  }

  it("undeclared is cleared by nobody, not even by customs", async () => {
    const w = await loadFixture(world);
    const goods = await arrivedGoods(w, direct);
    const refusal = ["CustomsForbids", goods.id, Kind.ImportCleared, Customs.None] as const;
    await goods.refuse(refusal, w.cast.cnCustoms, "ImportCleared", "Customs", "CNSHG", CN);
  });

  it("undeclared is cleared by nobody for domestic goods either: they need no clearance", async () => {
    const { w, goods } = await loadFixture(domestic);
    const refusal = ["CustomsForbids", goods.id, Kind.ImportCleared, Customs.None] as const;
    await goods.refuse(refusal, w.cast.nzCustoms, "ImportCleared", "Customs", "NZAKL", NZ);
  });

  it("reported is mended by customs alone, not reported once more", async () => {
    const w = await loadFixture(world);
    const { broker, factory, cnCustoms } = w.cast;
    const goods = await declaredGoods(w, direct);
    const reported = { principal: factory.id, basedOn: DOCUMENT };
    await goods.take(broker, "ImportCleared", "Broker", "CNSHG", reported);
    for (const kind of ["ImportCleared", "Refused"] as const) {
      const refusal = ["CustomsForbids", goods.id, Kind[kind], Customs.Cleared] as const;
      await goods.refuse(refusal, broker, kind, "Broker", "CNSHG", reported);
    }
    await goods.take(cnCustoms, "Refused", "Customs", "CNSHG", CN);
  });

  it("none is asked of domestic goods that are consumed", async () => {
    const { w, goods } = await loadFixture(domestic);
    const { carrier } = w.cast;
    const { c, p } = await consumption(w, goods, carrier);
    await goods.takeLines(carrier, c, p);
    expect(await w.ledger.creditOf(carrier.id, w.batch)).to.equal(1n);
  });

  it("refused keeps domestic goods from being consumed", async () => {
    const { w, goods } = await loadFixture(domestic);
    const { carrier, nzCustoms } = w.cast;
    await goods.take(nzCustoms, "Refused", "Customs", "NZAKL", NZ);
    const { c, p } = await consumption(w, goods, carrier);
    await goods.refuseLines(["TransformationNotCleared", goods.id], carrier, c, p);
  });

  it("is no matter of units that are lost: nobody is credited with them", async () => {
    const { w, goods } = await loadFixture(domestic);
    const { carrier } = w.cast;
    const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 1)]);
    const said = { detail: Adjustment.Shortage, basedOn };
    await goods.takeLines(carrier, await goods.checkpoint(carrier, "Adjusted", "Carrier", "NZAKL", said), p);
    expect(await w.ledger.creditOf(carrier.id, w.batch)).to.equal(0n);
  });
});

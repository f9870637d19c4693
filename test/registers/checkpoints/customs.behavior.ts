import { expect } from "chai";

import { Customs, Kind, Regime } from "../../../sdk/vocabulary.js";
import { loadFixture } from "../../support/chain.js";
import { arrivedGoods, createdGoods, declaredGoods, DOCUMENT, shippedGoods } from "../../support/goods.js";
import { Writer } from "../../support/records.js";
import type { WayOfWriting } from "../../support/way.js";
import { at, batchDetails, country, createConsignment, line, world, type World } from "../../support/world.js";
import { batchId, lotKey } from "../../../sdk/ids.js";

const IN_CN = { scope: "CN" };
const IN_NZ = { scope: "NZ" };

/** The customs axes: own and reported records, territories, domestic goods. */
export function shouldKeepCustoms(way: WayOfWriting): void {
  describe("reported customs records", () => {
    it("need the document they rest on", async () => {
      const w = await loadFixture(world);
      const { broker, factory } = w.cast;
      const created = await createdGoods(w, way);
      await created.take(factory, "Origin", "Factory", "NZTRG", IN_NZ);
      const principal = factory.id;
      await created.refuse(["DocumentMissing", Kind.ExportCleared], broker, "ExportCleared", "Broker", "NZTRG", {
        principal,
      });
      await created.take(broker, "ExportCleared", "Broker", "NZTRG", { principal, basedOn: DOCUMENT });
      expect((await created.word()).flags).to.deep.equal(["exportCleared"]);
    });

    it("of import need it too", async () => {
      const w = await loadFixture(world);
      const { broker, factory } = w.cast;
      const goods = await declaredGoods(w, way);
      for (const kind of ["ImportCleared", "Refused"] as const) {
        await goods.refuse(["DocumentMissing", Kind[kind]], broker, kind, "Broker", "CNSHG", { principal: factory.id });
      }
    });

    it("are refused where customs write for themselves, by territory", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const { broker, factory } = cast;
      const goods = await declaredGoods(w, way);
      await (await ledger.setCustomsLive(country("NZ"), true)).wait();
      await (await ledger.setCustomsLive(country("CN"), true)).wait();
      const reported = { principal: factory.id, basedOn: DOCUMENT };
      for (const kind of ["ImportCleared", "Refused"] as const) {
        await goods.refuse(["CustomsIsLive", country("CN")], broker, kind, "Broker", "CNSHG", reported);
      }
      await (await ledger.setCustomsLive(country("CN"), false)).wait();
      await goods.take(broker, "ImportCleared", "Broker", "CNSHG", reported);
      const { customs, flags } = await goods.word();
      expect([customs, flags.includes("importOwn")]).to.deep.equal(["Cleared", false]);
    });

    it("are refused in every country of a live territory", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await shippedGoods(w, way, "FR");
      await goods.take(cast.carrier, "Arrived", "Carrier", "DEHAM");
      await goods.take(cast.broker, "ImportDeclared", "Broker", "FRLEH", { detail: 1, principal: cast.factory.id });
      await (await ledger.setCustomsLive(country("EU"), true)).wait();
      const reported = { principal: cast.factory.id, basedOn: DOCUMENT };
      await goods.refuse(["CustomsIsLive", country("EU")], cast.broker, "ImportCleared", "Broker", "DEHAM", reported);
    });

    it("never replace customs' own", async () => {
      const w = await loadFixture(world);
      const { broker, factory, cnCustoms } = w.cast;
      const goods = await arrivedGoods(w, way);
      await goods.take(cnCustoms, "Refused", "Customs", "CNSHG", IN_CN);
      const reported = { principal: factory.id, basedOn: DOCUMENT };
      await goods.refuse(
        ["CustomsForbids", goods.id, Kind.ImportCleared, Customs.Refused],
        broker,
        "ImportCleared",
        "Broker",
        "CNSHG",
        reported,
      );
      await goods.refuse(
        ["CustomsForbids", goods.id, Kind.Refused, Customs.Refused],
        broker,
        "Refused",
        "Broker",
        "CNSHG",
        reported,
      );
    });

    it("give way to customs' own, once", async () => {
      const w = await loadFixture(world);
      const { broker, factory, cnCustoms } = w.cast;
      const goods = await declaredGoods(w, way);
      const reported = { principal: factory.id, basedOn: DOCUMENT };
      await goods.take(broker, "Refused", "Broker", "CNSHG", reported);
      await goods.take(cnCustoms, "ImportCleared", "Customs", "CNSHG", IN_CN);
      const word = await goods.word();
      expect([word.customs, word.flags.includes("importOwn")]).to.deep.equal(["Cleared", true]);
      await goods.refuse(
        ["CustomsForbids", goods.id, Kind.Refused, Customs.Cleared],
        cnCustoms,
        "Refused",
        "Customs",
        "CNSHG",
        IN_CN,
      );
    });

    it("of export give way to customs' own, and nothing is cleared twice on equal strength", async () => {
      const w = await loadFixture(world);
      const { broker, factory, nzCustoms } = w.cast;
      const goods = await createdGoods(w, way);
      await goods.take(factory, "Origin", "Factory", "NZTRG", IN_NZ);
      const reported = { principal: factory.id, basedOn: DOCUMENT };
      await goods.take(broker, "ExportCleared", "Broker", "NZTRG", reported);
      await goods.refuse(["ExportAlreadyCleared", goods.id], broker, "ExportCleared", "Broker", "NZTRG", reported);
      await goods.take(nzCustoms, "ExportCleared", "Customs", "NZTRG", IN_NZ);
      expect((await goods.word()).flags).to.deep.equal(["exportCleared", "exportOwn"]);
      await goods.refuse(["ExportAlreadyCleared", goods.id], nzCustoms, "ExportCleared", "Customs", "NZTRG", IN_NZ);
      await goods.refuse(["ExportAlreadyCleared", goods.id], broker, "ExportCleared", "Broker", "NZTRG", reported);
    });
  });

  describe("import", () => {
    it("is declared again while it is declared, not after", async () => {
      const w = await loadFixture(world);
      const { broker, factory, cnCustoms } = w.cast;
      const goods = await declaredGoods(w, way);
      const declare = { detail: Regime.Bonded, principal: factory.id };
      await goods.take(broker, "ImportDeclared", "Broker", "CNSHG", declare);
      await goods.take(cnCustoms, "ImportCleared", "Customs", "CNSHG", IN_CN);
      await goods.refuse(
        ["CustomsForbids", goods.id, Kind.ImportDeclared, Customs.Cleared],
        broker,
        "ImportDeclared",
        "Broker",
        "CNSHG",
        declare,
      );
    });

    it("clears under bond at the end of an inland leg, not on it", async () => {
      const w = await loadFixture(world);
      const { carrier, warehouse, cnCustoms } = w.cast;
      const goods = await declaredGoods(w, way);
      await goods.take(carrier, "Forwarded", "Carrier", "CNSHG", { detail: 3, next: warehouse.id });
      for (const place of ["CNSHG", "CNHAZ"]) {
        await goods.refuse(
          ["NotThere", goods.id, at(place), at("")],
          cnCustoms,
          "ImportCleared",
          "Customs",
          place,
          IN_CN,
        );
      }
      await goods.take(warehouse, "Received", "Warehouse", "CNHAZ", IN_CN);
      const received = await goods.word();
      expect([received.place, received.flags.includes("inland"), received.customs]).to.deep.equal([
        "CNHAZ",
        false,
        "Declared",
      ]);
      await goods.take(cnCustoms, "ImportCleared", "Customs", "CNHAZ", IN_CN);
    });
  });

  describe("territories", () => {
    it("let goods for France arrive in Germany, and be declared and delivered in either", async () => {
      const w = await loadFixture(world);
      const { carrier, broker, customs2, factory, cnCustoms } = w.cast;
      const goods = await shippedGoods(w, way, "FR");
      await goods.refuse(["WrongTerritory", at("GBFXT"), country("FR")], carrier, "Arrived", "Carrier", "GBFXT");
      await goods.take(carrier, "Arrived", "Carrier", "DEHAM");
      const declare = { detail: 1, principal: factory.id };
      await goods.refuse(
        ["WrongTerritory", at("CNSHG"), country("FR")],
        broker,
        "ImportDeclared",
        "Broker",
        "CNSHG",
        declare,
      );
      await goods.take(broker, "ImportDeclared", "Broker", "FRLEH", declare);
      await goods.refuse(
        ["NotThere", goods.id, at("CNSHG"), at("DEHAM")],
        cnCustoms,
        "ImportCleared",
        "Customs",
        "CNSHG",
        IN_CN,
      );
      await goods.take(customs2, "ImportCleared", "Customs", "DEHAM", { scope: "DE" });
      await goods.take(carrier, "Forwarded", "Carrier", "DEHAM", { detail: 3 });
      await goods.refuse(["WrongTerritory", at("CHBSL"), country("DE")], carrier, "Delivered", "Carrier", "CHBSL");
      await goods.take(carrier, "Delivered", "Carrier", "FRPAR");
    });

    it("bound where goods are received", async () => {
      const w = await loadFixture(world);
      const { carrier, warehouse } = w.cast;
      const goods = await arrivedGoods(w, way);
      await goods.refuse(["WrongTerritory", at("SGSIN"), country("CN")], carrier, "Received", "Carrier", "SGSIN");
      await goods.take(warehouse, "Received", "Warehouse", "CNHAZ", IN_CN);
    });
  });

  describe("domestic goods", () => {
    it("leave without export clearance and are delivered without import clearance", async () => {
      const w = await loadFixture(world);
      const { factory, carrier } = w.cast;
      const goods = await createdGoods(w, way, { destination: "NZ" });
      await goods.take(factory, "Origin", "Factory", "NZTRG", { ...IN_NZ, next: carrier.id });
      await goods.take(carrier, "Departed", "Carrier", "NZTRG", { detail: 3 });
      await goods.take(carrier, "Arrived", "Carrier", "NZAKL");
      await goods.take(carrier, "Delivered", "Carrier", "NZAKL");
      expect((await goods.word()).flags).to.deep.equal(["domestic", "travelled"]);
    });

    it("are so no more once a record places them abroad, but not by a witness there", async () => {
      const w = await loadFixture(world);
      const { factory, carrier, sgPort } = w.cast;
      const goods = await createdGoods(w, way, { destination: "NZ" });
      await goods.take(factory, "Origin", "Factory", "NZTRG", { ...IN_NZ, next: carrier.id });
      await goods.take(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
      await goods.take(sgPort, "Sighted", "Port", "SGSIN", { scope: "SGSIN", detail: 3 });
      expect((await goods.word()).flags).to.include("domestic");
      await goods.take(carrier, "Transshipped", "Carrier", "SGSIN");
      expect((await goods.word()).flags).not.to.include("domestic");
      await goods.take(carrier, "Departed", "Carrier", "SGSIN", { detail: 1 });
      await goods.take(carrier, "Arrived", "Carrier", "NZTRG");
      expect((await goods.word()).flags).not.to.include("domestic");
      await goods.refuse(
        ["CustomsForbids", goods.id, Kind.Delivered, Customs.None],
        carrier,
        "Delivered",
        "Carrier",
        "NZTRG",
      );
    });

    it("are not those of foreign origin", async () => {
      const w = await loadFixture(world);
      const goods = await foreignGoodsAtHome(w, way);
      expect((await goods.word()).flags).to.deep.equal([]);
      const { factory, carrier } = w.cast;
      await goods.take(factory, "Origin", "Factory", "NZTRG", { ...IN_NZ, next: carrier.id });
      await goods.refuse(["ExportNotCleared", goods.id], carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    });

    it("that customs refused are not delivered", async () => {
      const w = await loadFixture(world);
      const { factory, carrier, nzCustoms } = w.cast;
      const goods = await createdGoods(w, way, { destination: "NZ" });
      await goods.take(factory, "Origin", "Factory", "NZTRG", { ...IN_NZ, next: carrier.id });
      await goods.take(carrier, "Departed", "Carrier", "NZTRG", { detail: 3 });
      await goods.take(carrier, "Arrived", "Carrier", "NZAKL");
      await goods.take(nzCustoms, "Refused", "Customs", "NZAKL", IN_NZ);
      await goods.refuse(
        ["CustomsForbids", goods.id, Kind.Delivered, Customs.Refused],
        carrier,
        "Delivered",
        "Carrier",
        "NZAKL",
      );
    });
  });
}

/** Goods made in Australia that the factory sends within New Zealand. */
async function foreignGoodsAtHome(w: World, way: WayOfWriting): Promise<Writer> {
  const { ledger, cast, product } = w;
  const key = lotKey("AU1");
  await (
    await ledger
      .connect(cast.factory.account)
      .registerBatch(cast.factory.id, batchDetails({ lotKey: key, origin: country("AU") }))
  ).wait();
  const id = await createConsignment(w, { destination: "NZ", lines: [line(batchId(product, key), 10)] });
  return new Writer(w, way, id);
}

import { expect } from "chai";
import { concat, dataSlice, toBeHex, zeroPadBytes } from "ethers";

import { revertDataIn } from "../../sdk/errors/revertData.js";
import { signerIdOf } from "../../sdk/ids.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { containerOf, goodsAt, move } from "../support/provedGoods.js";
import type { Goods } from "../support/proofs.js";
import { checkpoint, country, world } from "../support/world.js";

const NZ = { scope: "NZ" };
/** `basedOn` of a record that names a country. */
const named = (code: string) => zeroPadBytes(country(code), 32);

type Refusal = [name: string, ...args: unknown[]];

/** Fields of a record that are narrower than their word: where each stands, and the bit beside it. */
const BESIDE = [
  { word: 1, bit: 32 },
  { word: 2, bit: 8 },
  { word: 3, bit: 8 },
  { word: 4, bit: 215 },
  { word: 5, bit: 40 },
  { word: 7, bit: 8 },
  { word: 9, bit: 32 },
  { word: 10, bit: 32 },
  { word: 11, bit: 215 },
  { word: 12, bit: 24 },
];

describe("RareRecords: what they judge", () => {
  /** Goods that the carrier has, packed in a container in Tauranga. */
  async function packed() {
    const w = await world();
    const goods = await goodsAt(w, "exported");
    await goods.write(w.cast.carrier, "Received", "Carrier", "NZTRG");
    const box = await containerOf(w, w.cast.carrier, "NZTRG");
    await move(w, "Packed", w.cast.carrier, "Carrier", "NZTRG", box, [goods]);
    return { w, goods, box, ...w.cast };
  }

  async function refused({ w, id }: Goods, [name, ...args]: Refusal, ...how: Written): Promise<void> {
    const [by, kind, role, place, changes] = how;
    const c = await checkpoint(id, by, kind, role, place, changes);
    const signer = signerIdOf(by.account.address);
    for (const call of [() => w.ledger.connect(by.account).record(c), () => w.ledger.preview(c, signer)]) {
      await expect(call())
        .to.be.revertedWithCustomError(w.ledger, name)
        .withArgs(...args);
    }
  }

  /** What a dry run leads to, which the record then leads to. */
  async function leads(goods: Goods, ...how: Written) {
    const { w, id } = goods;
    const [by, kind, role, place, changes] = how;
    const c = await checkpoint(id, by, kind, role, place, changes);
    const promised = await w.ledger.preview(c, signerIdOf(by.account.address));
    await (await w.ledger.connect(by.account).record(c)).wait();
    expect(await w.ledger.wordOf(id)).to.equal(promised);
    return await goods.word();
  }
  type Written = Parameters<typeof checkpoint> extends [unknown, ...infer Rest] ? Rest : never;

  describe("of packed goods", () => {
    it("keeps a hold on them, whatever its placer writes meanwhile, until that lifts it", async () => {
      const { w, goods, nzCustoms } = await loadFixture(packed);
      const sequence = await goods.write(nzCustoms, "Held", "Customs", "NZTRG", NZ);
      const held = [sequence, BigInt(await networkHelpers.time.latest())];
      expect(await w.ledger.holdOf(goods.id, nzCustoms.id)).to.deep.equal(held);
      await goods.write(nzCustoms, "Inspected", "Customs", "NZTRG", { ...NZ, detail: 1 });
      expect(await w.ledger.holdOf(goods.id, nzCustoms.id)).to.deep.equal(held);
      await goods.write(nzCustoms, "HoldLifted", "Customs", "NZTRG", { ...NZ, basedOn: toBeHex(sequence, 32) });
      expect(await w.ledger.holdOf(goods.id, nzCustoms.id)).to.deep.equal([0n, 0n]);
    });

    it("takes their clearance whole, without particulars", async () => {
      const { goods, box, carrier, broker, factory, cnCustoms } = await loadFixture(packed);
      await box.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
      await box.write(carrier, "Arrived", "Carrier", "CNSHG");
      await leads(goods, broker, "ImportDeclared", "Broker", "CNSHG", { principal: factory.id, detail: 1 });
      const word = await leads(goods, cnCustoms, "ImportCleared", "Customs", "CNSHG", { scope: "CN" });
      expect(word).to.include({ customs: "Cleared" });
      expect(word.flags).to.include.members(["importOwn", "apart"]);
    });

    it("is dry-run to the word that it leads to, two steps later when it takes them out", async () => {
      const { w, goods, carrier, factory } = await loadFixture(packed);
      await (await w.ledger.suspendParty(carrier.id)).wait();
      const { sequence } = await goods.word();
      const word = await leads(goods, factory, "TakenBack", "Factory", "NZTRG", NZ);
      expect(word).to.include({ sequence: sequence + 2n, custodian: factory.id });
    });
  });

  describe("of the creator", () => {
    it("is dry-run to the refusal that it meets while the custodian is not late", async () => {
      const w = await loadFixture(world);
      const goods = await goodsAt(w, "departed");
      const { factory, carrier } = w.cast;
      const refusal: Refusal = ["NotYetTakeable", goods.id, carrier.id, 0];
      await refused(goods, refusal, factory, "TakenBack", "Factory", "NZTRG", NZ);
    });

    it("is dry-run to the word that it leads to when the custodian is suspended", async () => {
      const w = await loadFixture(world);
      const goods = await goodsAt(w, "departed");
      await (await w.ledger.suspendParty(w.cast.carrier.id)).wait();
      const word = await leads(goods, w.cast.factory, "TakenBack", "Factory", "NZTRG", NZ);
      expect(word.custodian).to.equal(w.cast.factory.id);
    });

    it("moves nothing that another has but by taking it back", async () => {
      const w = await loadFixture(world);
      const { factory, carrier } = w.cast;
      const goods = await goodsAt(w, "departed");
      const refusal: Refusal = ["NotCustodian", goods.id, factory.id, carrier.id, 0];
      await refused(goods, refusal, factory, "Diverted", "Factory", "NZTRG", { ...NZ, basedOn: named("VN") });
    });

    it("and custodian alone may object without a record of its own", async () => {
      const w = await loadFixture(world);
      const { carrier, carrier2, factory } = w.cast;
      const goods = await goodsAt(w, "departed");
      const refusal: Refusal = ["NotCustodian", goods.id, carrier2.id, carrier.id, 0];
      await refused(goods, refusal, carrier2, "Disputed", "Carrier", "NZTRG", {});
      await leads(goods, factory, "Disputed", "Factory", "NZTRG", NZ);
      await leads(goods, carrier, "Disputed", "Carrier", "NZTRG", {});
    });
  });

  describe("of another destination", () => {
    it("keeps the offer that the custodian makes with it", async () => {
      const w = await loadFixture(world);
      const { carrier, carrier2 } = w.cast;
      const goods = await goodsAt(w, "departed");
      const word = await leads(goods, carrier, "Diverted", "Carrier", "", { basedOn: named("VN"), next: carrier2.id });
      expect(word).to.include({ destination: "VN", next: carrier2.id });
      expect(word.offeredAt).to.be.above(0n);
    });

    it("ends the offer of the custodian when customs send the goods back", async () => {
      const w = await loadFixture(world);
      const { cnCustoms, warehouse, carrier } = w.cast;
      const goods = await goodsAt(w, "declared");
      expect(await goods.word()).to.include({ next: warehouse.id });
      await goods.write(cnCustoms, "Refused", "Customs", "CNSHG", { scope: "CN" });
      const before = await goods.word();
      expect(before.offeredAt).to.be.above(0n);
      const word = await leads(goods, cnCustoms, "Returned", "Customs", "CNSHG", { scope: "CN", basedOn: named("NZ") });
      expect(word).to.include({ next: 0n, offeredAt: 0n, custodian: carrier.id, destination: "NZ", movement: "Ready" });
    });
  });

  describe("of a country", () => {
    it("that is none, or not alone, is refused", async () => {
      const w = await loadFixture(world);
      const { carrier } = w.cast;
      const goods = await goodsAt(w, "departed");
      for (const basedOn of [named("C1"), `${named("VN").slice(0, -2)}01`]) {
        const refusal: Refusal = ["CountryInvalid", basedOn.slice(0, 6)];
        await refused(goods, refusal, carrier, "Diverted", "Carrier", "", { basedOn });
      }
    });

    it("that is another than where they are leaves goods at their transit place on their way", async () => {
      const w = await loadFixture(world);
      const { carrier } = w.cast;
      const goods = await goodsAt(w, "departed");
      await goods.write(carrier, "Transshipped", "Carrier", "SGSIN");
      expect(await leads(goods, carrier, "Diverted", "Carrier", "SGSIN", { basedOn: named("VN") })).to.include({
        movement: "AtTransit",
        destination: "VN",
      });
    });

    it("that they have not left for is closed to domestic goods on the road", async () => {
      const w = await loadFixture(world);
      const { factory, carrier } = w.cast;
      const goods = await goodsAt(w, "created", { destination: "NZ" });
      await goods.write(factory, "Origin", "Factory", "NZTRG", { ...NZ, next: carrier.id });
      await goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
      expect((await goods.word()).flags).to.include("domestic");
      const refusal: Refusal = ["ExportNotCleared", goods.id];
      await refused(goods, refusal, carrier, "Diverted", "Carrier", "", { basedOn: named("VN") });
    });
  });

  describe("of a kind", () => {
    it("that is none is refused as such", async () => {
      const w = await loadFixture(world);
      const goods = await goodsAt(w, "departed");
      const c = await checkpoint(goods.id, w.cast.carrier, "Departed", "Carrier", "NZTRG");
      await expect(w.ledger.connect(w.cast.carrier.account).record({ ...c, kind: 0 }))
        .to.be.revertedWithCustomError(w.ledger, "KindUnsupported")
        .withArgs(0);
    });
  });

  it("has no bits beside its fields", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "departed");
    const record = await checkpoint(goods.id, carrier, "Disputed", "Carrier", "NZTRG");
    const data = w.ledger.interface.encodeFunctionData("record", [record]);
    const to = await w.ledger.getAddress();
    const from = carrier.account.address;
    await ethers.provider.call({ to, from, data });
    for (const { word, bit } of BESIDE) {
      const start = 4 + 32 * word;
      const turned = BigInt(dataSlice(data, start, start + 32)) ^ (1n << BigInt(bit));
      const dirty = concat([dataSlice(data, 0, start), toBeHex(turned, 32), dataSlice(data, start + 32)]);
      const met = await ethers.provider.call({ to, from, data: dirty }).then(
        () => "nothing refused it",
        (error: unknown) => [...revertDataIn(error)][0] ?? "0x",
      );
      expect(met, `bit ${bit} of word ${word}`).to.equal("0x");
    }
  });
});

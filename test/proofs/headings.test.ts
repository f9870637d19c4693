import { expect } from "chai";
import { zeroPadBytes } from "ethers";

import { Customs, Kind, Role } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { containerOf, goodsAt, leaving, move, UNITS, type Stage } from "../support/provedGoods.js";
import { historyOf, type Goods } from "../support/proofs.js";
import type { WordFields } from "../../assurance/model/word.js";
import { at, checkpoint, country, world, type Member, type World } from "../support/world.js";

const NZ = { scope: "NZ" };
const CN = { scope: "CN" };
const to = (code: string) => ({ basedOn: zeroPadBytes(country(code), 32) });

interface Writing {
  by?: Member;
  role?: keyof typeof Role;
  place?: string;
  changes?: object;
}

async function refused(goods: Goods, kind: "Diverted" | "Returned", w: Writing, name: string, ...args: unknown[]) {
  const { ledger, cast } = goods.w;
  const { by = cast.carrier, role = "Carrier", place = "CNSHG", changes = {} } = w;
  const before = await ledger.headOf(goods.id);
  const c = await checkpoint(goods.id, by, kind, role, place, changes);
  await expect(ledger.connect(by.account).record(c))
    .to.be.revertedWithCustomError(ledger, name)
    .withArgs(...args);
  expect(await ledger.headOf(goods.id)).to.equal(before);
}

/** Writes the record as the carrier; the word must then differ in what is named, and in its numbers. */
async function leads(
  goods: Goods,
  kind: "Diverted" | "Returned",
  place: string,
  country_: string,
  changed: Partial<WordFields>,
): Promise<void> {
  const before = await goods.word();
  const sequence = before.sequence + 1n;
  const c = await checkpoint(goods.id, goods.w.cast.carrier, kind, "Carrier", place, to(country_));
  const lastMoveAt = BigInt(c.occurredAt);
  await goods.w.ledger.connect(goods.w.cast.carrier.account).record(c);
  const moved = { sequence, lastMove: sequence, lastMoveAt, next: 0n, offeredAt: 0n, destination: country_ };
  expect(await goods.word()).to.deep.equal({ ...before, ...moved, ...changed });
  await historyOf(goods.w, goods.id);
}

const declare = (goods: Goods, w: World, place = "CNSHG") =>
  goods.write(w.cast.broker, "ImportDeclared", "Broker", place, { detail: 1, principal: w.cast.factory.id });

describe("RareRecords: Diverted", () => {
  it("at sea: another territory resets the import customs, the export clearance stays", async () => {
    const w = await loadFixture(world);
    const goods = await goodsAt(w, "departed");
    await declare(goods, w);
    await leads(goods, "Diverted", "", "VN", { customs: "None" });
    expect((await goods.word()).flags).to.deep.equal(["exportCleared", "exportOwn", "travelled"]);
  });

  it("within the territory: the declaration stays", async () => {
    const w = await loadFixture(world);
    const goods = await goodsAt(w, "departed", { destination: "DE" });
    await declare(goods, w, "DEHAM");
    await leads(goods, "Diverted", "", "FR", {});
    await leads(goods, "Diverted", "", "FR", {});
    expect((await goods.word()).customs).to.equal("Declared");
  });

  it("before the first departure: the export clearance is lost, and asked for again", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "exported");
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    await leads(goods, "Diverted", "NZTRG", "VN", { flags: [] });
    await expect(goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 }))
      .to.be.revertedWithCustomError(w.ledger, "ExportNotCleared")
      .withArgs(goods.id);
  });

  it("at a transit place of the new destination: the goods have arrived", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "departed");
    await goods.write(carrier, "Transshipped", "Carrier", "DEHAM");
    await leads(goods, "Diverted", "DEHAM", "FR", { movement: "Arrived" });
  });

  it("at a transit place elsewhere: they stay in transit", async () => {
    const w = await loadFixture(world);
    const goods = await goodsAt(w, "departed");
    await goods.write(w.cast.carrier, "Transshipped", "Carrier", "SGSIN");
    await leads(goods, "Diverted", "SGSIN", "VN", {});
  });

  it("of domestic goods ends that for good, also when they are headed home again", async () => {
    const w = await loadFixture(world);
    const { carrier, nzCustoms } = w.cast;
    const goods = await goodsAt(w, "origin", { destination: "NZ" });
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    expect((await goods.word()).flags).to.deep.equal(["domestic"]);
    await leads(goods, "Diverted", "NZTRG", "CN", { flags: [] });
    await leads(goods, "Diverted", "NZTRG", "NZ", {});
    // Goods that are not domestic leave with an export clearance only.
    await expect(goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 }))
      .to.be.revertedWithCustomError(w.ledger, "ExportNotCleared")
      .withArgs(goods.id);
    await goods.write(nzCustoms, "ExportCleared", "Customs", "NZTRG", NZ);
    await goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
  });

  it("of goods on the way abroad needs an export clearance: domestic ones have none", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "origin", { destination: "NZ" });
    await goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 3 });
    await refused(goods, "Diverted", { place: "NZAKL", changes: to("CN") }, "ExportNotCleared", goods.id);
    await goods.write(carrier, "Transshipped", "Carrier", "NZAKL");
    await refused(goods, "Diverted", { place: "NZAKL", changes: to("CN") }, "ExportNotCleared", goods.id);
    expect((await goods.word()).flags).to.include("domestic");
  });

  it("back to where they are needs none: goods at sea whose export was contradicted may turn round", async () => {
    const w = await loadFixture(world);
    const { nzCustoms } = w.cast;
    const goods = await goodsAt(w, "departed");
    await goods.undo(nzCustoms, "Correction", "Customs", "NZTRG", { on: 3, changes: NZ });
    await refused(goods, "Diverted", { place: "NZTRG", changes: to("VN") }, "ExportNotCleared", goods.id);
    await leads(goods, "Diverted", "", "NZ", {});
  });

  for (const [title, basedOn, shown] of [
    ["no country", zeroPadBytes("0x", 32), "0x0000"],
    ["small letters", zeroPadBytes(country("vn"), 32), country("vn")],
    ["one letter", zeroPadBytes("0x56", 32), "0x5600"],
    ["a country with bits behind it", zeroPadBytes(country("VNX"), 32), country("VN")],
    ["a country with its last bit set", `0x${country("VN").slice(2)}${"0".repeat(59)}1`, country("VN")],
    ["a country on the right", `0x${"0".repeat(60)}${country("VN").slice(2)}`, "0x0000"],
  ] as const) {
    it(`is not to ${title}`, async () => {
      const w = await loadFixture(world);
      const goods = await goodsAt(w, "departed");
      await refused(goods, "Diverted", { place: "", changes: { basedOn } }, "CountryInvalid", shown);
      const arrived = await goodsAt(w, "arrived", { key: "arrived" });
      await refused(arrived, "Returned", { changes: { basedOn } }, "CountryInvalid", shown);
    });
  }

  it("is the custodian's alone, before arrival, where the goods stand, and under no hold", async () => {
    const w = await loadFixture(world);
    const { factory, carrier, cnCustoms, nzCustoms, broker } = w.cast;
    const goods = await goodsAt(w, "departed");
    const vn = to("VN");
    const stranger = { by: factory, role: "Factory", place: "NZTRG", changes: { ...vn, ...NZ } } as const;
    await refused(goods, "Diverted", stranger, "NotCustodian", goods.id, factory.id, carrier.id, 0);
    const customs = { by: cnCustoms, role: "Customs", changes: { ...vn, ...CN } } as const;
    await refused(goods, "Diverted", customs, "RoleMayNotWrite", Kind.Diverted, Role.Customs);
    const agent = { by: broker, role: "Broker", changes: { ...vn, principal: factory.id } } as const;
    await refused(goods, "Diverted", agent, "PrincipalNotAllowed", Kind.Diverted, factory.id);

    const ready = await goodsAt(w, "exported", { key: "ready" });
    await ready.write(carrier, "Received", "Carrier", "NZTRG");
    await refused(ready, "Diverted", { place: "NZAKL", changes: vn }, "NotThere", ready.id, at("NZAKL"), at("NZTRG"));
    await ready.write(nzCustoms, "Held", "Customs", "NZTRG", NZ);
    await refused(ready, "Diverted", { place: "NZTRG", changes: vn }, "ConsignmentHeld", ready.id, 1, false);

    const arrived = await goodsAt(w, "arrived", { key: "arrived" });
    await refused(arrived, "Diverted", { changes: vn }, "MovementForbids", arrived.id, Kind.Diverted, 5);
  });

  it("of a container reaches what is inside, and leaves customs records of the old destination behind", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "exported");
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    const box = await containerOf(w, carrier, "NZTRG");
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
    await box.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    await refused(goods, "Diverted", { place: "", changes: to("VN") }, "ConsignmentPacked", goods.id, box.id);
    await leads(box, "Diverted", "", "VN", {});
    expect((await w.ledger.consignmentOf(goods.id)).destination).to.equal(country("VN"));
    await declare(goods, w, "VNSGN");
    expect((await w.ledger.consignmentOf(goods.id)).customs).to.equal(Customs.Declared);
    await box.write(carrier, "Diverted", "Carrier", "", to("CN"));
    expect((await w.ledger.consignmentOf(goods.id)).customs).to.equal(Customs.None);
  });
});

describe("RareRecords: Returned", () => {
  const RESET = { movement: "Ready", customs: "None" } as const;

  it("after a refusal: a new leg, with nothing cleared and no other destination", async () => {
    const w = await loadFixture(world);
    const { cnCustoms, carrier } = w.cast;
    const goods = await goodsAt(w, "declared");
    await goods.write(cnCustoms, "Refused", "Customs", "CNSHG", CN);
    await leads(goods, "Returned", "CNSHG", "NZ", { ...RESET, flags: ["travelled", "sentBack"] });
    const departs = () => goods.write(carrier, "Departed", "Carrier", "CNSHG", { detail: 1 });
    await expect(departs()).to.be.revertedWithCustomError(w.ledger, "ExportNotCleared").withArgs(goods.id);
    await refused(goods, "Diverted", { changes: to("VN") }, "DiversionAfterRefusal", goods.id);
    await goods.write(cnCustoms, "ExportCleared", "Customs", "CNSHG", CN);
    await departs();
    // Not even to where it goes already.
    for (const code of ["VN", "CN", "NZ"]) {
      await refused(goods, "Diverted", { place: "CNSHG", changes: to(code) }, "DiversionAfterRefusal", goods.id);
    }
    await goods.write(carrier, "Arrived", "Carrier", "NZTRG");
    expect((await goods.word()).flags).to.include("sentBack");
  });

  it("once more: what was sent back after a refusal stays so", async () => {
    const w = await loadFixture(world);
    const { cnCustoms, carrier } = w.cast;
    const goods = await goodsAt(w, "declared");
    await goods.write(cnCustoms, "Refused", "Customs", "CNSHG", CN);
    await leads(goods, "Returned", "CNSHG", "NZ", { ...RESET, flags: ["travelled", "sentBack"] });
    await goods.write(cnCustoms, "ExportCleared", "Customs", "CNSHG", CN);
    await goods.write(carrier, "Departed", "Carrier", "CNSHG", { detail: 1 });
    await goods.write(carrier, "Arrived", "Carrier", "NZTRG");
    await leads(goods, "Returned", "NZTRG", "DE", { ...RESET, flags: ["travelled", "sentBack"] });
    await refused(goods, "Diverted", { place: "NZTRG", changes: to("VN") }, "DiversionAfterRefusal", goods.id);
  });

  it("by customs where the goods stand, who get no custody by it", async () => {
    const w = await loadFixture(world);
    const { cnCustoms, carrier, customs2 } = w.cast;
    const goods = await goodsAt(w, "declared");
    await goods.write(cnCustoms, "Refused", "Customs", "CNSHG", CN);
    const elsewhere = { by: customs2, role: "Customs", place: "DEHAM", changes: { ...to("NZ"), scope: "DE" } } as const;
    await refused(goods, "Returned", elsewhere, "NotThere", goods.id, at("DEHAM"), at("CNSHG"));
    await goods.write(cnCustoms, "Returned", "Customs", "CNSHG", { ...to("NZ"), ...CN });
    expect(await goods.word()).to.include({ custodian: carrier.id, movement: "Ready", destination: "NZ" });
  });

  for (const [stage, customs] of [
    ["arrived", "undeclared"],
    ["declared", "declared"],
  ] satisfies [Stage, string][]) {
    it(`abroad, of goods that arrived and are ${customs}: they may be diverted later`, async () => {
      const w = await loadFixture(world);
      const goods = await goodsAt(w, stage);
      await leads(goods, "Returned", "CNSHG", "NZ", { ...RESET, flags: ["travelled"] });
      await leads(goods, "Diverted", "CNSHG", "VN", {});
    });
  }

  it("abroad, of what is left after a release by lines", async () => {
    const w = await loadFixture(world);
    const goods = await goodsAt(w, "declared");
    await goods.writeLines(w.cast.cnCustoms, "ImportCleared", "Customs", "CNSHG", leaving(w, UNITS, 5), CN);
    await leads(goods, "Returned", "CNSHG", "NZ", { ...RESET, flags: ["travelled"] });
  });

  it("abroad, of delivered goods", async () => {
    const w = await loadFixture(world);
    const goods = await goodsAt(w, "cleared");
    await goods.write(w.cast.carrier, "Delivered", "Carrier", "CNSHG");
    await leads(goods, "Returned", "CNSHG", "NZ", { ...RESET, flags: ["travelled"] });
  });

  it("within the territory, of delivered goods: they have arrived, and keep their clearance", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "cleared");
    await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
    await leads(goods, "Returned", "CNSHG", "CN", { movement: "Arrived" });
    await goods.write(carrier, "Delivered", "Carrier", "CNHAZ");
  });

  it("of domestic goods: domestic still within the territory, never again once headed abroad", async () => {
    const w = await loadFixture(world);
    const { carrier, warehouse } = w.cast;
    const goods = await goodsAt(w, "origin", { destination: "NZ" });
    await goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 3 });
    await goods.write(carrier, "Arrived", "Carrier", "NZAKL", { next: warehouse.id });
    await refused(
      goods,
      "Returned",
      { place: "NZAKL", changes: to("NZ") },
      "ReturnNotAllowed",
      goods.id,
      country("NZ"),
    );
    await goods.write(carrier, "Delivered", "Carrier", "NZAKL");
    await leads(goods, "Returned", "NZAKL", "NZ", { movement: "Arrived" });
    await goods.write(carrier, "Delivered", "Carrier", "NZAKL");
    await leads(goods, "Returned", "NZAKL", "CN", { ...RESET, flags: ["travelled"] });
    await leads(goods, "Diverted", "NZAKL", "NZ", {});
  });

  it("not within the territory before delivery, not abroad when cleared and not delivered", async () => {
    const w = await loadFixture(world);
    const { cnCustoms } = w.cast;
    const cleared = await goodsAt(w, "cleared");
    for (const code of ["CN", "NZ"]) {
      await refused(cleared, "Returned", { changes: to(code) }, "ReturnNotAllowed", cleared.id, country(code));
    }
    const goods = await goodsAt(w, "declared", { key: "refused" });
    await goods.write(cnCustoms, "Refused", "Customs", "CNSHG", CN);
    await refused(goods, "Returned", { changes: to("CN") }, "ReturnNotAllowed", goods.id, country("CN"));
  });

  it("not before arrival, on an inland leg, elsewhere, under a hold, or by a stranger", async () => {
    const w = await loadFixture(world);
    const { carrier, carrier2, inspector, warehouse } = w.cast;
    const sea = await goodsAt(w, "departed", { key: "at sea" });
    await refused(sea, "Returned", { changes: to("NZ") }, "MovementForbids", sea.id, Kind.Returned, 3);
    const goods = await goodsAt(w, "declared");
    const stranger = { by: carrier2, changes: to("NZ") };
    await refused(goods, "Returned", stranger, "NotCustodian", goods.id, carrier2.id, carrier.id, warehouse.id);
    await refused(
      goods,
      "Returned",
      { place: "CNNGB", changes: to("NZ") },
      "NotThere",
      goods.id,
      at("CNNGB"),
      at("CNSHG"),
    );
    await goods.write(inspector, "Held", "Inspector", "CNSHG", CN);
    await refused(goods, "Returned", { changes: to("NZ") }, "ConsignmentHeld", goods.id, 1, false);
    const inland = await goodsAt(w, "declared", { key: "inland" });
    await inland.write(carrier, "Forwarded", "Carrier", "CNSHG", { detail: 3 });
    await refused(inland, "Returned", { changes: to("NZ") }, "NotThere", inland.id, at("CNSHG"), at(""));
  });

  it("not of a container that holds customs records of its own, nor of packed goods", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "exported");
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    const box = await containerOf(w, carrier, "NZTRG");
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
    await box.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    await box.write(carrier, "Arrived", "Carrier", "CNSHG");
    await refused(goods, "Returned", { changes: to("NZ") }, "ConsignmentPacked", goods.id, box.id);
    await declare(goods, w);
    await refused(box, "Returned", { changes: to("NZ") }, "ApartInside", box.id, Kind.Returned);
  });
});

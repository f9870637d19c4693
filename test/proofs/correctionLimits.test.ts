import { expect } from "chai";

import type { Role } from "../../sdk/vocabulary.js";
import { Adjustment, Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { AT, containerOf, goodsAt, hashPart, leaving, move, NOTE, UNITS } from "../support/provedGoods.js";
import { historyOf, proofOf } from "../support/proofs.js";
import { heldAt } from "../support/records.js";
import { checkpoint, line, world } from "../support/world.js";

const NZ = { scope: "NZ" };
const CN = { scope: "CN" };

describe("ProvedRecords: Correction is recorded alone", () => {
  async function arrived() {
    const w = await world();
    return { w, ...w.cast, goods: await goodsAt(w, "arrived") };
  }
  async function cleared() {
    const w = await world();
    return { w, ...w.cast, goods: await goodsAt(w, "cleared") };
  }

  describe("of custody that was accepted", () => {
    it("with a departure", async () => {
      const w = await loadFixture(world);
      const goods = await goodsAt(w, "departed");
      await goods.alone(w.cast.carrier, "Correction", "Carrier", "NZTRG", { on: AT.departed });
    });

    it("with taking the goods over at a place", async () => {
      const { goods, warehouse } = await loadFixture(arrived);
      const on = await goods.write(warehouse, "Received", "Warehouse", "CNSHG", CN);
      await goods.alone(warehouse, "Correction", "Warehouse", "CNSHG", { on, changes: CN });
    });

    it("with an arrival", async () => {
      const w = await loadFixture(world);
      const { carrier, carrier2 } = w.cast;
      const goods = await goodsAt(w, "exported");
      await goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1, next: carrier2.id });
      const on = await goods.write(carrier2, "Arrived", "Carrier", "CNSHG");
      await goods.alone(carrier2, "Correction", "Carrier", "CNSHG", { on });
    });

    it("but an offer that nobody accepted yet is taken back, and then nobody can", async () => {
      const { w, goods, carrier, warehouse } = await loadFixture(arrived);
      await goods.undo(carrier, "Correction", "Carrier", "CNSHG", { on: AT.arrived });
      await expect(goods.write(warehouse, "Received", "Warehouse", "CNSHG", CN))
        .to.be.revertedWithCustomError(w.ledger, "MovementForbids")
        .withArgs(goods.id, Kind.Received, 3);
    });
  });

  describe("when something was built on the record", () => {
    it("another move", async () => {
      const { goods, carrier, warehouse } = await loadFixture(arrived);
      await goods.write(warehouse, "Received", "Warehouse", "CNSHG", CN);
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: AT.arrived });
    });

    it("a declaration, clearance or refusal after the arrival", async () => {
      const { w, goods, carrier, cnCustoms, broker, factory } = await loadFixture(arrived);
      await goods.write(broker, "ImportDeclared", "Broker", "CNSHG", { principal: factory.id, detail: 1 });
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: AT.arrived });
      const other = await goodsAt(w, "arrived", { key: "refused" });
      await other.write(cnCustoms, "Refused", "Customs", "CNSHG", CN);
      await other.alone(carrier, "Correction", "Carrier", "CNSHG", { on: AT.arrived });
    });

    it("an export clearance after the goods were made ready", async () => {
      const w = await loadFixture(world);
      const goods = await goodsAt(w, "exported");
      await goods.alone(w.cast.factory, "Correction", "Factory", "NZTRG", { on: AT.origin, changes: NZ });
    });

    it("an adjustment after the arrival", async () => {
      const { w, goods, carrier } = await loadFixture(arrived);
      const p = leaving(w, UNITS, 1);
      await goods.writeLines(carrier, "Adjusted", "Carrier", "CNSHG", p, { detail: Adjustment.Sample });
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: AT.arrived });
    });

    it("a split", async () => {
      const { w, goods, carrier } = await loadFixture(arrived);
      const part = { key: NOTE, contents: [line(w.batch, UNITS)], leaving: [line(w.batch, 1)], dataHash: NOTE };
      const basedOn = hashPart(part);
      const c = await checkpoint(goods.id, carrier, "Split", "Carrier", "CNSHG", { basedOn });
      await w.ledger.connect(carrier.account).split(c, part);
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: AT.arrived });
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: AT.arrived + 1 });
    });

    it("being packed, also when the goods came out again", async () => {
      const { w, goods, warehouse } = await loadFixture(arrived);
      const on = await goods.write(warehouse, "Received", "Warehouse", "CNSHG", CN);
      const again = await goods.write(warehouse, "Received", "Warehouse", "CNSHG", CN);
      const box = await containerOf(w, warehouse, "CNSHG");
      await move(w, "Packed", warehouse, "Warehouse", "CNSHG", box, [goods], "CN");
      await goods.alone(warehouse, "Correction", "Warehouse", "CNSHG", { on, changes: CN });
      await move(w, "Unpacked", warehouse, "Warehouse", "CNSHG", box, [goods], "CN");
      await goods.alone(warehouse, "Correction", "Warehouse", "CNSHG", { on: again, changes: CN });
    });

    it("the delivery of cleared goods, their destruction, or their way back", async () => {
      const { w, cnCustoms, carrier } = await loadFixture(cleared);
      for (const end of ["Delivered", "Destroyed"] as const) {
        const goods = await goodsAt(w, "cleared", { key: end });
        await goods.write(carrier, end, "Carrier", "CNSHG");
        await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", { on: AT.cleared, changes: CN, inFull: "none" });
      }
    });
  });

  describe("of goods of which nothing is left", () => {
    it("what let them leave the country, after all were released by lines", async () => {
      const w = await loadFixture(world);
      const { cnCustoms, nzCustoms } = w.cast;
      const goods = await goodsAt(w, "declared");
      await goods.writeLines(cnCustoms, "ImportCleared", "Customs", "CNSHG", leaving(w, UNITS, UNITS), CN);
      await goods.alone(nzCustoms, "Correction", "Customs", "NZTRG", { on: AT.exported, changes: NZ, inFull: "all" });
      expect((await goods.word()).movement).to.equal("Closed");
    });

    it("their clearance as a whole, after all were lost", async () => {
      const { w, goods, carrier, cnCustoms } = await loadFixture(cleared);
      const lost = { detail: Adjustment.Theft };
      await goods.writeLines(carrier, "Adjusted", "Carrier", "CNSHG", leaving(w, UNITS, UNITS), lost);
      await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", { on: AT.cleared, changes: CN, inFull: "all" });
      expect((await goods.word()).movement).to.equal("Closed");
    });
  });

  describe("of kinds that set nothing, or that others undo", () => {
    it("a sighting, an inspection, an incident, a declaration, a dispute", async () => {
      const { goods, cnPort, inspector, broker, factory, carrier } = await loadFixture(arrived);
      const seen = await goods.write(cnPort, "Sighted", "Port", "CNSHG", { detail: 1, scope: "CNSHG" });
      const inspected = await goods.write(inspector, "Inspected", "Inspector", "CNSHG", { detail: 2, ...CN });
      const incident = await goods.write(carrier, "Incident", "Carrier", "CNSHG", { detail: 1 });
      const mandate = { principal: factory.id, detail: 1 };
      const declared = await goods.write(broker, "ImportDeclared", "Broker", "CNSHG", mandate);
      const disputed = await goods.write(carrier, "Disputed", "Carrier", "CNSHG");
      const inFull = "none";
      await goods.alone(cnPort, "Correction", "Port", "CNSHG", { on: seen, inFull, changes: { scope: "CNSHG" } });
      await goods.alone(inspector, "Correction", "Inspector", "CNSHG", { on: inspected, inFull, changes: CN });
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: incident, inFull });
      await goods.alone(broker, "Correction", "Broker", "CNSHG", { on: declared, inFull });
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: disputed, inFull });
    });

    it("a hold, which is lifted, and its lifting", async () => {
      const { goods, inspector } = await loadFixture(arrived);
      const held = await goods.write(inspector, "Held", "Inspector", "CNSHG", CN);
      await goods.alone(inspector, "Correction", "Inspector", "CNSHG", { on: held, changes: CN });
      const basedOn = heldAt(held);
      const lifted = await goods.write(inspector, "HoldLifted", "Inspector", "CNSHG", { basedOn, ...CN });
      await goods.alone(inspector, "Correction", "Inspector", "CNSHG", { on: lifted, changes: CN });
    });

    it("a correction, however often, and a record that was corrected already", async () => {
      const { goods, carrier } = await loadFixture(cleared);
      const on = await goods.write(carrier, "Forwarded", "Carrier", "CNSHG", { detail: 3 });
      const first = await goods.undo(carrier, "Correction", "Carrier", "CNSHG", { on });
      const second = await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on });
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: first });
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: second });
    });

    it("a clearance that was corrected already: the goods may be cleared again meanwhile", async () => {
      const { goods, cnCustoms } = await loadFixture(cleared);
      await goods.undo(cnCustoms, "Correction", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
      await goods.write(cnCustoms, "ImportCleared", "Customs", "CNSHG", CN);
      await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
      expect((await goods.word()).customs).to.equal("Cleared");
    });

    it("a confirmation or contradiction, whose hold is lifted", async () => {
      const w = await loadFixture(world);
      const { nzCustoms } = w.cast;
      const goods = await goodsAt(w, "departed", { exportBasis: "reported" });
      const how = { on: AT.exported, changes: NZ };
      const { sequence } = await goods.prove(nzCustoms, "Confirmed", "Customs", "NZTRG", how);
      await goods.alone(nzCustoms, "Correction", "Customs", "NZTRG", { on: sequence, changes: NZ });
      const held = await goods.alone(nzCustoms, "Contradicted", "Customs", "NZTRG", how, { holds: 1n });
      await goods.alone(nzCustoms, "Correction", "Customs", "NZTRG", { on: held, changes: NZ });
    });
  });

  describe("under a hold of another", () => {
    it("also when the writer holds the goods too", async () => {
      const { goods, cnCustoms, inspector } = await loadFixture(cleared);
      await goods.write(inspector, "Held", "Inspector", "CNSHG", CN);
      const how = { on: AT.cleared, changes: CN };
      await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", how);
      await goods.write(cnCustoms, "Held", "Customs", "CNSHG", CN);
      await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", how);
    });

    it("also on the container around the goods, or on goods inside", async () => {
      const w = await loadFixture(world);
      const { carrier, cnCustoms, inspector, broker, factory } = w.cast;
      const goods = await goodsAt(w, "exported");
      await goods.write(carrier, "Received", "Carrier", "NZTRG");
      const box = await containerOf(w, carrier, "NZTRG");
      await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
      await box.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
      const arrival = await box.write(carrier, "Arrived", "Carrier", "CNSHG");
      await goods.write(broker, "ImportDeclared", "Broker", "CNSHG", { principal: factory.id, detail: 1 });
      const on = await goods.write(cnCustoms, "ImportCleared", "Customs", "CNSHG", CN);
      await box.write(inspector, "Held", "Inspector", "CNSHG", CN);
      await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", { on, changes: CN });
      const held = (await box.word()).sequence;
      const basedOn = heldAt(held);
      await box.write(inspector, "HoldLifted", "Inspector", "CNSHG", { basedOn, ...CN });
      await goods.write(inspector, "Held", "Inspector", "CNSHG", CN);
      await box.alone(carrier, "Correction", "Carrier", "CNSHG", { on: arrival });
    });
  });

  describe("and refused to others than the author", () => {
    it("whoever has the goods, made them, or stands where they are", async () => {
      const { goods, carrier, factory, broker, nzCustoms } = await loadFixture(cleared);
      const { cnCustoms } = goods.w.cast;
      const author = cnCustoms.id;
      const on = AT.cleared;
      const write = async (by: typeof carrier, role: keyof typeof Role, place: string, scope = "") =>
        goods.refuse(["NotAuthor", goods.id, by.id, author], by, "Correction", role, place, { on, changes: { scope } });
      await write(carrier, "Carrier", "CNSHG");
      await write(factory, "Factory", "NZTRG", "NZ");
      await write(broker, "Broker", "CNSHG");
      await write(nzCustoms, "Customs", "NZTRG", "NZ");
    });

    it("also the principal of a reported record, and the agent of its principal's own", async () => {
      const w = await loadFixture(world);
      const { factory, broker } = w.cast;
      const goods = await goodsAt(w, "cleared", { importBasis: "reported" });
      await goods.refuse(["NotAuthor", goods.id, factory.id, broker.id], factory, "Correction", "Factory", "NZTRG", {
        on: AT.cleared,
        changes: NZ,
      });
      await goods.refuse(["NotAuthor", goods.id, broker.id, factory.id], broker, "Correction", "Broker", "NZTRG", {
        on: AT.origin,
      });
    });
  });

  it("leaves every earlier step and head as they were", async () => {
    const { w, goods, carrier } = await loadFixture(cleared);
    const on = await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
    const before = await historyOf(w, goods.id);
    await goods.undo(carrier, "Correction", "Carrier", "CNSHG", { on });
    await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on });
    const after = await historyOf(w, goods.id);
    expect(after.slice(0, before.length)).to.deep.equal(before);
    // The corrected record can still be proved.
    expect((await proofOf(w, goods.id, on)).step).to.equal(before.at(-1)?.record);
  });

  it("disturbs those who rely on a move that was taken back, and no others", async () => {
    const { w, goods, carrier, warehouse } = await loadFixture(arrived);
    const { ledger } = w;
    const offer = { next: warehouse.id };
    const again = await goods.write(carrier, "Received", "Carrier", "CNSHG", offer);
    const relying = await checkpoint(goods.id, warehouse, "Received", "Warehouse", "CNSHG", {
      ...CN,
      expectedMove: again,
    });
    await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: AT.arrived });
    await goods.w.ledger.connect(warehouse.account).record.staticCall(relying);
    const other = await goodsAt(w, "arrived", { key: "other" });
    const move_ = await other.write(carrier, "Received", "Carrier", "CNSHG", offer);
    const undone = await other.undo(carrier, "Correction", "Carrier", "CNSHG", { on: move_ });
    await expect(ledger.connect(warehouse.account).record({ ...relying, consignment: other.id, expectedMove: move_ }))
      .to.be.revertedWithCustomError(ledger, "MoveChanged")
      .withArgs(other.id, move_, undone);
    await expect(
      ledger.connect(warehouse.account).record({ ...relying, consignment: other.id, expectedMove: AT.arrived }),
    )
      .to.be.revertedWithCustomError(ledger, "MoveChanged")
      .withArgs(other.id, AT.arrived, undone);
  });
});

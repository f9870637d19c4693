import { expect } from "chai";

import { Adjustment, Kind, ROLE_NAMES } from "../../sdk/vocabulary.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { AT, goodsAt, leaving, NOTE, UNITS } from "../support/provedGoods.js";
import { proofOf, type Goods, type Resting } from "../support/proofs.js";
import { heldAt } from "../support/records.js";
import { flagSet, type WordFields } from "../../assurance/model/word.js";
import { admit, at, country, line, world, type Member, type World } from "../support/world.js";

const NZ = { scope: "NZ" };
const CN = { scope: "CN" };

describe("ProvedRecords: Contradicted", () => {
  async function reported() {
    const w = await world();
    const goods = await goodsAt(w, "cleared", { exportBasis: "reported", importBasis: "reported" });
    return { w, ...w.cast, goods };
  }

  /** Contradicts a record, which must be undone: its fields are as before it, and a hold is open. */
  async function contradict(
    goods: Goods,
    by: Member,
    place: string,
    how: Resting,
    changed: Partial<WordFields>,
  ): Promise<bigint> {
    const before = await goods.word();
    const sequence = await goods.undo(by, "Contradicted", "Customs", place, how);
    const holds = before.holds + 1n;
    const after = { ...before, sequence: before.sequence + 1n, holds, ...changed };
    // Customs have spoken on the import axis: nobody reports the same again.
    if (changed.customs !== undefined) after.flags = flagSet(...after.flags, "importOwn");
    expect(await goods.word()).to.deep.equal(after);
    await holdIs(goods, by, sequence);
    return sequence;
  }

  async function holdIs({ w, id }: Goods, by: Member, sequence: bigint): Promise<void> {
    const placedAt = BigInt(await networkHelpers.time.latest());
    expect([...(await w.ledger.holdOf(id, by.id))]).to.deep.equal([sequence, sequence === 0n ? 0n : placedAt]);
  }

  describe("what still stands is taken back, and the goods are held", () => {
    it("an export clearance, before the goods leave", async () => {
      const w = await loadFixture(world);
      const { nzCustoms, carrier } = w.cast;
      const goods = await goodsAt(w, "exported", { exportBasis: "reported" });
      const held = await contradict(goods, nzCustoms, "NZTRG", { on: AT.exported, changes: NZ }, { flags: [] });
      await goods.write(nzCustoms, "HoldLifted", "Customs", "NZTRG", { basedOn: heldAt(held), ...NZ });
      await expect(goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 }))
        .to.be.revertedWithCustomError(w.ledger, "ExportNotCleared")
        .withArgs(goods.id);
    });

    it("an export clearance, when the goods are at sea", async () => {
      const w = await loadFixture(world);
      const { nzCustoms, carrier } = w.cast;
      const goods = await goodsAt(w, "departed", { exportBasis: "reported" });
      const how = { on: AT.exported, changes: NZ };
      const held = await contradict(goods, nzCustoms, "NZTRG", how, { flags: ["travelled"] });
      await expect(goods.write(carrier, "Arrived", "Carrier", "CNSHG"))
        .to.be.revertedWithCustomError(w.ledger, "ConsignmentHeld")
        .withArgs(goods.id, 1, false);
      // Its placer lifts it from home: there is no office where the goods are.
      await goods.write(nzCustoms, "HoldLifted", "Customs", "NZTRG", { basedOn: heldAt(held), ...NZ });
      await holdIs(goods, nzCustoms, 0n);
      await goods.write(carrier, "Arrived", "Carrier", "CNSHG");
    });

    it("an import clearance: the goods are declared again", async () => {
      const { goods, cnCustoms, carrier, w } = await loadFixture(reported);
      const how = { on: AT.cleared, changes: CN };
      const held = await contradict(goods, cnCustoms, "CNSHG", how, { customs: "Declared" });
      await goods.write(cnCustoms, "HoldLifted", "Customs", "CNSHG", { basedOn: heldAt(held), ...CN });
      await expect(goods.write(carrier, "Delivered", "Carrier", "CNSHG"))
        .to.be.revertedWithCustomError(w.ledger, "CustomsForbids")
        .withArgs(goods.id, Kind.Delivered, 1);
      await goods.write(cnCustoms, "ImportCleared", "Customs", "CNSHG", CN);
    });

    it("an import clearance of goods that were handed on meanwhile, as they stand or on an inland leg", async () => {
      const { goods, cnCustoms, warehouse } = await loadFixture(reported);
      await goods.write(warehouse, "Received", "Warehouse", "CNSHG", CN);
      await goods.write(warehouse, "Forwarded", "Warehouse", "CNSHG", { detail: 3, ...CN });
      await contradict(goods, cnCustoms, "CNSHG", { on: AT.cleared, changes: CN }, { customs: "Declared" });
    });

    it("a refusal: goods that were declared are so again, others undeclared", async () => {
      const { w, cnCustoms, broker, factory } = await loadFixture(reported);
      for (const [stage, customs] of [
        ["arrived", "None"],
        ["declared", "Declared"],
      ] as const) {
        const goods = await goodsAt(w, stage, { key: stage });
        const on = await goods.write(broker, "Refused", "Broker", "CNSHG", { principal: factory.id, basedOn: NOTE });
        await contradict(goods, cnCustoms, "CNSHG", { on, changes: CN }, { customs });
      }
    });

    it("a release by lines: the units are in the contents again", async () => {
      const { w, cnCustoms, broker, factory } = await loadFixture(reported);
      const goods = await goodsAt(w, "declared", { key: "parts" });
      const { contents } = await w.ledger.consignmentOf(goods.id);
      const p = leaving(w, UNITS, 5);
      const on = await goods.writeLines(broker, "ImportCleared", "Broker", "CNSHG", p, { principal: factory.id });
      const before = await goods.word();
      const { c, proof } = await goods.resting(cnCustoms, "Contradicted", "Customs", "CNSHG", {
        on,
        particulars: [p],
        changes: CN,
      });
      const tx = await w.ledger.connect(cnCustoms.account).recordProved(c, proof);
      await expect(tx).to.emit(w.ledger, "LineRestored").withArgs(w.batch, goods.id, 5, line(w.batch, 5).items);
      await expect(tx)
        .to.emit(w.ledger, "RecordUndone")
        .withArgs(goods.id, on, on + 1n, await w.ledger.wordOf(goods.id));
      const flags = flagSet(...before.flags, "importOwn");
      const word = { ...before, sequence: on + 1n, holds: 1n, customs: "Declared", flags };
      expect(await goods.word()).to.deep.equal(word);
      expect((await w.ledger.consignmentOf(goods.id)).contents).to.equal(contents);
    });

    it("the release that emptied the consignment: it is open again, and held", async () => {
      const { w, cnCustoms, broker, factory } = await loadFixture(reported);
      const goods = await goodsAt(w, "declared", { key: "all" });
      const p = leaving(w, UNITS, UNITS);
      const on = await goods.writeLines(broker, "ImportCleared", "Broker", "CNSHG", p, { principal: factory.id });
      expect((await goods.word()).movement).to.equal("Closed");
      const how = { on, particulars: [p], changes: CN };
      await contradict(goods, cnCustoms, "CNSHG", how, { movement: "Arrived", customs: "Declared" });
    });

    it("under the writer's own hold, with no second one", async () => {
      const { goods, cnCustoms } = await loadFixture(reported);
      const held = await goods.write(cnCustoms, "Held", "Customs", "CNSHG", CN);
      const before = await goods.word();
      await goods.undo(cnCustoms, "Contradicted", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
      expect(await goods.word()).to.deep.equal({
        ...before,
        sequence: held + 1n,
        customs: "Declared",
        flags: flagSet(...before.flags, "importOwn"),
      });
      expect((await goods.w.ledger.holdOf(goods.id, cnCustoms.id)).sequence).to.equal(held);
    });
  });

  describe("goods that ended do not come back for what did not end them", () => {
    it("an export clearance of goods that were released by lines to the last", async () => {
      const w = await loadFixture(world);
      const { nzCustoms, broker, factory } = w.cast;
      const goods = await goodsAt(w, "declared", { exportBasis: "reported" });
      const p = leaving(w, UNITS, UNITS);
      await goods.writeLines(broker, "ImportCleared", "Broker", "CNSHG", p, { principal: factory.id });
      await goods.alone(nzCustoms, "Contradicted", "Customs", "NZTRG", { on: AT.exported, changes: NZ }, {});
    });

    it("a clearance of goods whose last units were drawn as a sample", async () => {
      const { w, goods, cnCustoms } = await loadFixture(reported);
      const p = leaving(w, UNITS, UNITS);
      await goods.writeLines(cnCustoms, "Adjusted", "Customs", "CNSHG", p, { detail: Adjustment.Sample, ...CN });
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", { on: AT.cleared, changes: CN }, {});
    });
  });

  describe("what stands no more is not, but the goods are held while they are open", () => {
    it("a clearance that customs replaced by their own", async () => {
      const { goods, cnCustoms } = await loadFixture(reported);
      await goods.write(cnCustoms, "ImportCleared", "Customs", "CNSHG", CN);
      const how = { on: AT.cleared, inFull: "none", changes: CN } as const;
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", how, { holds: 1n });
    });

    it("a clearance that its writer took back", async () => {
      const { goods, broker, cnCustoms } = await loadFixture(reported);
      await goods.undo(broker, "Correction", "Broker", "CNSHG", { on: AT.cleared });
      const how = { on: AT.cleared, inFull: "none", changes: CN } as const;
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", how, { holds: 1n });
    });

    it("a clearance that was taken back and reported anew", async () => {
      const { goods, broker, factory, cnCustoms } = await loadFixture(reported);
      await goods.undo(broker, "Correction", "Broker", "CNSHG", { on: AT.cleared });
      const anew = { principal: factory.id, basedOn: NOTE };
      const on = await goods.write(broker, "ImportCleared", "Broker", "CNSHG", anew);
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", { on: AT.cleared, changes: CN }, { holds: 1n });
      expect((await goods.word()).sequence).to.equal(on + 1n);
    });

    it("a release that another followed", async () => {
      const { w, cnCustoms, broker, factory } = await loadFixture(reported);
      const goods = await goodsAt(w, "declared", { key: "parts" });
      const [p, q] = [leaving(w, UNITS, 5), leaving(w, UNITS - 5, 5)];
      const mandate = { principal: factory.id };
      const on = await goods.writeLines(broker, "ImportCleared", "Broker", "CNSHG", p, mandate);
      await goods.writeLines(broker, "ImportCleared", "Broker", "CNSHG", q, mandate);
      const how = { on, particulars: [p], changes: CN };
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", how, { holds: 1n });
    });

    it("a release of which units came back", async () => {
      const { w, cnCustoms, broker, factory, carrier } = await loadFixture(reported);
      const goods = await goodsAt(w, "declared", { key: "parts" });
      const p = leaving(w, UNITS, 5);
      const on = await goods.writeLines(broker, "ImportCleared", "Broker", "CNSHG", p, { principal: factory.id });
      const { proof } = await proofOf(w, goods.id, on, { particulars: [p], inFull: "none" });
      const details = { key: NOTE, place: at("CNSHG"), destination: country("CN"), dataHash: NOTE };
      const back = [line(w.batch, 1)];
      await w.ledger.connect(carrier.account).returnReleased(carrier.id, details, goods.id, proof, back);
      const { contents } = await w.ledger.consignmentOf(goods.id);
      const how = { on, particulars: [p], changes: CN };
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", how, { holds: 1n });
      expect((await w.ledger.consignmentOf(goods.id)).contents).to.equal(contents);
    });

    it("anything under another's hold", async () => {
      const { goods, inspector, cnCustoms } = await loadFixture(reported);
      await goods.write(inspector, "Held", "Inspector", "CNSHG", CN);
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", { on: AT.cleared, changes: CN }, { holds: 2n });
      await holdIs(goods, cnCustoms, (await goods.word()).sequence);
    });

    it("nothing is held that is delivered, and its clearance stays", async () => {
      const { goods, carrier, cnCustoms, nzCustoms } = await loadFixture(reported);
      await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
      const how = { on: AT.cleared, inFull: "none", changes: CN } as const;
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", how);
      await holdIs(goods, cnCustoms, 0n);
      await goods.alone(nzCustoms, "Contradicted", "Customs", "NZTRG", { on: AT.exported, changes: NZ });
    });

    it("nothing is held that is closed", async () => {
      const { goods, carrier, cnCustoms } = await loadFixture(reported);
      await goods.write(carrier, "Destroyed", "Carrier", "CNSHG");
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
      await holdIs(goods, cnCustoms, 0n);
    });
  });

  it("adds no sixteenth hold", async () => {
    const { w, goods, cnCustoms } = await loadFixture(reported);
    for (const holder of await holders(w, 15)) await goods.write(holder, "Held", "Inspector", "CNSHG");
    expect((await goods.word()).holds).to.equal(15n);
    await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
    await holdIs(goods, cnCustoms, 0n);
  });
});

/** So many parties that hold every role everywhere. */
async function holders({ ledger }: World, count: number): Promise<Member[]> {
  const members: Member[] = [];
  for (const [i, account] of (await ethers.getSigners()).slice(-count).entries()) {
    members.push(await admit(ledger, `holder-${i}`, account, [["", ROLE_NAMES]]));
  }
  return members;
}

import { expect } from "chai";

import { Kind } from "../../sdk/vocabulary.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { AT, containerOf, goodsAt, move } from "../support/provedGoods.js";
import { historyOf, type Goods } from "../support/proofs.js";
import { checkpoint, world, type Member, type World } from "../support/world.js";

const NZ = { scope: "NZ" };
const DAY = 24 * 60 * 60;
const WINDOW = 14 * DAY;

describe("RareRecords and ProvedRecords: TakenBack", () => {
  /** Goods in Tauranga that the carrier has taken over. */
  async function withCarrier() {
    const w = await world();
    const goods = await goodsAt(w, "exported");
    await goods.write(w.cast.carrier, "Received", "Carrier", "NZTRG");
    return { w, ...w.cast, goods };
  }

  /** Goods packed in containers, so many around each other; the carrier has the outermost. */
  async function packed(depth: number) {
    const w = await world();
    const goods = await goodsAt(w, "exported");
    await goods.write(w.cast.carrier, "Received", "Carrier", "NZTRG");
    const boxes: Goods[] = [];
    let inner = goods;
    for (let i = 0; i < depth; ++i) {
      const box = await containerOf(w, w.cast.carrier, "NZTRG", `box ${i}`);
      await move(w, "Packed", w.cast.carrier, "Carrier", "NZTRG", box, [inner]);
      boxes.push((inner = box));
    }
    return { w, goods, boxes, ...w.cast };
  }
  const packedOnce = () => packed(1);
  const packedTwice = () => packed(2);

  const take = (goods: Goods, changes: object = {}) =>
    goods.write(goods.w.cast.factory, "TakenBack", "Factory", "NZTRG", { ...NZ, ...changes });

  async function refused(goods: Goods, name: string, ...args: unknown[]): Promise<void> {
    await expect(take(goods))
      .to.be.revertedWithCustomError(goods.w.ledger, name)
      .withArgs(...args);
  }

  const suspend = async (w: World, party: Member) => (await w.ledger.connect(w.admin).suspendParty(party.id)).wait();

  describe("plain, when the party named next is late", () => {
    it("is taken a second after the hour of the offer and the window are over, and not before", async () => {
      const w = await loadFixture(world);
      const { factory, carrier } = w.cast;
      const goods = await goodsAt(w, "origin");
      await goods.write(factory, "Received", "Factory", "NZTRG", { ...NZ, next: carrier.id });
      // The creator has the goods itself: there is nothing to take back, however late.
      await refused(goods, "NotCreator", goods.id, factory.id, factory.id);
    });

    it("from the custodian that offered the goods", async () => {
      const { w, goods, carrier, carrier2, factory } = await loadFixture(withCarrier);
      await goods.write(carrier, "Received", "Carrier", "NZTRG", { next: carrier2.id });
      const { offeredAt } = await goods.word();
      const due = Number(offeredAt + 1n) * 3600 + WINDOW;
      await refused(goods, "NotYetTakeable", goods.id, carrier.id, due);
      await networkHelpers.time.setNextBlockTimestamp(due);
      const c = await checkpoint(goods.id, factory, "TakenBack", "Factory", "NZTRG", NZ);
      const { ledger } = w;
      await expect(ledger.connect(factory.account).record(c, { gasLimit: 1_000_000 }))
        .to.be.revertedWithCustomError(ledger, "NotYetTakeable")
        .withArgs(goods.id, carrier.id, due);
      await networkHelpers.time.setNextBlockTimestamp(due + 1);
      await ledger.connect(factory.account).record(c, { gasLimit: 1_000_000 });
      const word = await goods.word();
      expect(word).to.include({ custodian: factory.id, next: 0n, offeredAt: 0n, place: "NZTRG", movement: "Ready" });
      expect(word.lastMove).to.equal(word.sequence);
      await historyOf(w, goods.id);
    });

    it("not when nobody was named next", async () => {
      const { goods, carrier } = await loadFixture(withCarrier);
      await networkHelpers.time.increase(100 * DAY);
      await refused(goods, "NotYetTakeable", goods.id, carrier.id, 0);
    });

    it("and names another party that may take over at once", async () => {
      const { w, goods, carrier, carrier2 } = await loadFixture(withCarrier);
      await suspend(w, carrier);
      await take(goods, { next: carrier2.id });
      await goods.write(carrier2, "Departed", "Carrier", "NZTRG", { detail: 1 });
      expect((await goods.word()).custodian).to.equal(carrier2.id);
    });
  });

  describe("plain, when the custodian is suspended", () => {
    it("at once, and not after it is reinstated", async () => {
      const { w, goods, carrier, factory } = await loadFixture(withCarrier);
      await refused(goods, "NotYetTakeable", goods.id, carrier.id, 0);
      await suspend(w, carrier);
      await w.ledger.connect(w.admin).reinstateParty(carrier.id);
      await refused(goods, "NotYetTakeable", goods.id, carrier.id, 0);
      await suspend(w, carrier);
      await take(goods);
      expect((await goods.word()).custodian).to.equal(factory.id);
    });

    it("at sea too, from no place in particular", async () => {
      const { w, goods, carrier, carrier2, factory } = await loadFixture(withCarrier);
      await goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
      await suspend(w, carrier);
      await goods.write(factory, "TakenBack", "Factory", "NZAKL", { ...NZ, next: carrier2.id });
      expect(await goods.word()).to.include({ custodian: factory.id, movement: "InTransit" });
      await goods.write(carrier2, "Arrived", "Carrier", "CNSHG");
    });

    it("from any place of the creator's grant, without moving the goods", async () => {
      const { w, goods, carrier, factory } = await loadFixture(withCarrier);
      await suspend(w, carrier);
      const { place } = await goods.word();
      await goods.write(factory, "TakenBack", "Factory", "NZAKL", NZ);
      expect((await goods.word()).place)
        .to.equal(place)
        .and.not.equal("NZAKL");
    });

    it("not under a hold, not when delivered or closed", async () => {
      const { w, carrier } = await loadFixture(withCarrier);
      const goods = await goodsAt(w, "departed", { key: "held", exportBasis: "reported" });
      const how = { on: AT.exported, changes: NZ };
      await goods.prove(w.cast.nzCustoms, "Contradicted", "Customs", "NZTRG", how);
      const delivered = await goodsAt(w, "cleared", { key: "delivered" });
      await delivered.write(carrier, "Delivered", "Carrier", "CNSHG");
      const closed = await goodsAt(w, "cleared", { key: "closed" });
      await closed.write(carrier, "Destroyed", "Carrier", "CNSHG");
      await suspend(w, carrier);
      await refused(goods, "ConsignmentHeld", goods.id, 1, false);
      await refused(delivered, "MovementForbids", delivered.id, Kind.TakenBack, 6);
      await refused(closed, "MovementForbids", closed.id, Kind.TakenBack, 7);
    });

    it("by nobody but the creator: not by a custodian before, the brand, or who made the container", async () => {
      const { w, goods, carrier, carrier2, brand } = await loadFixture(packedOnce);
      const outside = await goodsAt(w, "departed", { key: "outside" });
      await suspend(w, carrier);
      const { ledger } = w;
      for (const [by, role] of [
        [carrier2, "Carrier"],
        [brand, "Brand"],
      ] as const) {
        for (const { id } of [goods, outside]) {
          const c = await checkpoint(id, by, "TakenBack", role, "NZTRG");
          await expect(ledger.connect(by.account).record(c))
            .to.be.revertedWithCustomError(ledger, "NotCustodian")
            .withArgs(id, by.id, carrier.id, 0);
        }
      }
    });

    it("not of a container, by who made it empty", async () => {
      const w = await loadFixture(world);
      const { carrier, carrier2 } = w.cast;
      const goods = await goodsAt(w, "origin");
      await goods.write(carrier, "Received", "Carrier", "NZTRG");
      const box = await containerOf(w, carrier, "NZTRG");
      await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
      await box.write(carrier, "Received", "Carrier", "NZTRG", { next: carrier2.id });
      await box.write(carrier2, "Received", "Carrier", "NZTRG");
      await suspend(w, carrier2);
      const c = await checkpoint(box.id, carrier, "TakenBack", "Carrier", "NZTRG");
      await expect(w.ledger.connect(carrier.account).record(c))
        .to.be.revertedWithCustomError(w.ledger, "NotCustodian")
        .withArgs(box.id, carrier.id, carrier2.id, 0);
    });
  });

  describe("proved, when the custodian does not answer a dispute", () => {
    /** The creator disputed with its own Origin; the goods are the carrier's. */
    async function disputed() {
      const stage = await withCarrier();
      const { goods, factory } = stage;
      const on = await goods.alone(factory, "Disputed", "Factory", "NZTRG", { on: AT.origin, changes: NZ });
      const disputedAt = await networkHelpers.time.latest();
      return { ...stage, on, disputedAt, how: { on, changes: NZ } };
    }
    const write = (w: World) => [w.cast.factory, "TakenBack", "Factory", "NZTRG"] as const;

    it("a second after the window is over, and not before", async () => {
      const { w, goods, factory, how, disputedAt } = await loadFixture(disputed);
      const { ledger } = w;
      await networkHelpers.time.increaseTo(disputedAt + WINDOW - 10);
      const { c, proof } = await goods.resting(...write(w), how);
      await networkHelpers.time.setNextBlockTimestamp(disputedAt + WINDOW);
      await expect(ledger.connect(factory.account).recordProved(c, proof, { gasLimit: 1_000_000 }))
        .to.be.revertedWithCustomError(ledger, "DisputeAnswered")
        .withArgs(goods.id, disputedAt);
      await networkHelpers.time.setNextBlockTimestamp(disputedAt + WINDOW + 1);
      await ledger.connect(factory.account).recordProved(c, proof, { gasLimit: 1_000_000 });
      expect(await goods.word()).to.include({ custodian: factory.id, movement: "Ready" });
      await historyOf(w, goods.id);
    });

    it("also when others wrote meanwhile, but not the custodian", async () => {
      const { w, goods, how, factory, nzPort, nzCustoms } = await loadFixture(disputed);
      await goods.write(nzPort, "Sighted", "Port", "NZTRG", { detail: 1, scope: "NZTRG" });
      await goods.alone(nzCustoms, "Disputed", "Customs", "NZTRG", { on: AT.exported, changes: NZ });
      await networkHelpers.time.increase(WINDOW + 1);
      await goods.refuse(["LaterStepUnknown", 1], ...write(w), { ...how, inFull: [0] });
      await goods.prove(...write(w), how);
      expect((await goods.word()).custodian).to.equal(factory.id);
    });

    for (const [title, answer] of [
      ["moves the goods", (g: Goods, by: Member) => g.write(by, "Departed", "Carrier", "NZTRG", { detail: 1 })],
      ["reports an incident", (g: Goods, by: Member) => g.write(by, "Incident", "Carrier", "NZTRG", { detail: 1 })],
      ["objects itself", (g: Goods, by: Member) => g.write(by, "Disputed", "Carrier", "NZTRG")],
    ] as const) {
      it(`not when the custodian ${title}`, async () => {
        const { w, goods, how, disputedAt, carrier } = await loadFixture(disputed);
        await answer(goods, carrier);
        await networkHelpers.time.increase(WINDOW + 1);
        await goods.refuse(["DisputeAnswered", goods.id, disputedAt], ...write(w), how);
      });
    }

    it("not when another took the goods over since", async () => {
      const { w, goods, how, disputedAt, carrier, carrier2 } = await loadFixture(disputed);
      await networkHelpers.time.increase(WINDOW + 1);
      await goods.write(carrier, "Received", "Carrier", "NZTRG", { next: carrier2.id });
      await goods.write(carrier2, "Received", "Carrier", "NZTRG");
      await goods.refuse(["DisputeAnswered", goods.id, disputedAt], ...write(w), how);
    });

    it("not when the goods were packed or unpacked since", async () => {
      const { w, goods, how, disputedAt, carrier } = await loadFixture(disputed);
      const box = await containerOf(w, carrier, "NZTRG");
      await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
      await networkHelpers.time.increase(WINDOW + 1);
      await goods.refuse(["DisputeAnswered", goods.id, disputedAt], ...write(w), how);
    });

    it("not with another's dispute, or with a record that is none", async () => {
      const { w, goods, carrier, nzCustoms, factory } = await loadFixture(disputed);
      const other = await goods.alone(nzCustoms, "Disputed", "Customs", "NZTRG", { on: AT.exported, changes: NZ });
      await networkHelpers.time.increase(WINDOW + 1);
      const refusal = (author: Member) => ["NotAuthor", goods.id, factory.id, author.id] as const;
      await goods.refuse(refusal(nzCustoms), ...write(w), { on: other, changes: NZ });
      await goods.refuse(refusal(factory), ...write(w), { on: AT.origin, changes: NZ });
      await goods.refuse(refusal(carrier), ...write(w), { on: 4, changes: NZ });
    });

    it("not under a hold, by another, or when the creator has the goods", async () => {
      const { w, goods, how, factory, carrier, carrier2, nzCustoms } = await loadFixture(disputed);
      await networkHelpers.time.increase(WINDOW + 1);
      await goods.refuse(
        ["NotCustodian", goods.id, carrier2.id, carrier.id, 0],
        carrier2,
        "TakenBack",
        "Carrier",
        "NZTRG",
        {
          on: how.on,
        },
      );
      await goods.refuse(["NotCreator", goods.id, carrier.id, factory.id], carrier, "TakenBack", "Carrier", "NZTRG", {
        on: how.on,
      });
      const { c, proof } = await goods.resting(...write(w), how);
      await goods.write(nzCustoms, "Held", "Customs", "NZTRG", NZ);
      await goods.refuseAs(["ConsignmentHeld", goods.id, 1, false], factory, c, proof);
      const own = await goodsAt(w, "origin", { key: "own" });
      const on = await own.write(factory, "Disputed", "Factory", "NZTRG", NZ);
      await own.refuse(["NotCreator", own.id, factory.id, factory.id], ...write(w), { on, changes: NZ });
    });
  });

  describe("of packed goods, which come out with it", () => {
    for (const [depth, fixture] of [
      [1, packedOnce],
      [2, packedTwice],
    ] as const) {
      it(`from ${depth} deep`, async () => {
        const { w, goods, boxes, carrier, factory } = await loadFixture(fixture);
        const { ledger } = w;
        const [box, ...around] = boxes;
        await suspend(w, carrier);
        const before = await goods.word();
        const words = [await ledger.wordOf(goods.id), await ledger.wordOf(box!.id)];
        const head = await ledger.headOf(goods.id);
        const headsAround = await Promise.all(around.map(({ id }) => ledger.headOf(id)));
        const c = await checkpoint(goods.id, factory, "TakenBack", "Factory", "NZTRG", NZ);
        const tx = await ledger.connect(factory.account).record(c);

        const [boxWord, boxHead] = [await ledger.wordOf(box!.id), await ledger.headOf(box!.id)];
        await expect(tx).to.emit(ledger, "ConsignmentRemoved").withArgs(box!.id, goods.id, head, words[1], boxWord);
        const unpacked = (await tx.wait())!.logs
          .map((log) => ledger.interface.parseLog(log))
          .find((log) => log?.name === "ConsignmentUnpacked");
        const { before: wordBefore, containerHead, around: aroundHash } = unpacked!.args.toObject();
        expect([wordBefore, containerHead]).to.deep.equal([words[0], boxHead]);
        expect(aroundHash).to.equal(hashAround(headsAround));

        expect(await goods.word()).to.include({
          sequence: before.sequence + 2n,
          lastMove: before.sequence + 2n,
          custodian: factory.id,
          next: 0n,
          movement: "Ready",
          place: "NZTRG",
        });
        expect((await goods.word()).flags).to.deep.equal(["exportCleared", "exportOwn"]);
        expect([...(await ledger.containerOf(box!.id))].slice(1)).to.deep.equal([0n, 0n, 0n, 0n]);
        // Both histories can be rebuilt from the log, and so can those around, which are as they were.
        for (const { id } of [goods, ...boxes]) await historyOf(w, id);
        expect(await Promise.all(around.map(({ id }) => ledger.headOf(id)))).to.deep.equal(headsAround);
      });
    }

    it("at sea, with the container's movement and without its offer", async () => {
      const { w, goods, boxes, carrier, carrier2, factory } = await loadFixture(packedTwice);
      await boxes[1]!.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1, next: carrier2.id });
      await suspend(w, carrier);
      await take(goods);
      expect(await goods.word()).to.include({ movement: "InTransit", custodian: factory.id, next: 0n, offeredAt: 0n });
      expect((await goods.word()).flags)
        .to.include("travelled")
        .and.not.include("packed");
      expect(await boxes[1]!.word()).to.include({ movement: "InTransit", custodian: carrier.id, next: carrier2.id });
    });

    it("with customs records of their own, which their containers then count no more", async () => {
      const { w, goods, boxes, carrier, broker, factory } = await loadFixture(packedTwice);
      await boxes[1]!.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
      await goods.write(broker, "ImportDeclared", "Broker", "CNSHG", { detail: 1, principal: factory.id });
      for (const box of boxes) expect((await box.word()).flags).to.include("apartInside");
      await suspend(w, carrier);
      await take(goods);
      for (const box of boxes) expect((await box.word()).flags).to.not.include("apartInside");
      expect(await goods.word()).to.include({ customs: "Declared" });
      expect((await goods.word()).flags).to.not.include("apart");
    });

    it("not while they or what is around them is held", async () => {
      const { w, goods, boxes, carrier, nzCustoms } = await loadFixture(packedTwice);
      await boxes[1]!.write(nzCustoms, "Held", "Customs", "NZTRG", NZ);
      await suspend(w, carrier);
      await refused(goods, "ConsignmentHeld", goods.id, 0, true);
      await goods.write(nzCustoms, "Held", "Customs", "NZTRG", NZ);
      await refused(goods, "ConsignmentHeld", goods.id, 1, true);
    });

    it("leaves what else is inside", async () => {
      const { w, goods, boxes, carrier } = await loadFixture(packedOnce);
      const other = await goodsAt(w, "exported", { key: "other" });
      await other.write(carrier, "Received", "Carrier", "NZTRG");
      await move(w, "Packed", carrier, "Carrier", "NZTRG", boxes[0]!, [other]);
      await suspend(w, carrier);
      await take(goods);
      expect([...(await w.ledger.containerOf(boxes[0]!.id))].slice(1)).to.deep.equal([1n, 0n, 0n, 1n]);
      expect((await other.word()).flags).to.include("packed");
    });

    it("after an unanswered dispute", async () => {
      const { w, goods, factory } = await loadFixture(packedOnce);
      const on = await goods.write(factory, "Disputed", "Factory", "NZTRG", NZ);
      await networkHelpers.time.increase(WINDOW + 1);
      await goods.prove(factory, "TakenBack", "Factory", "NZTRG", { on, changes: NZ });
      expect((await goods.word()).flags).to.not.include("packed");
      await expect(take(goods)).to.be.revertedWithCustomError(w.ledger, "NotCreator");
    });
  });
});

/** The heads of the containers around one, innermost first, as one hash; 0 when it is in none. */
function hashAround(heads: string[]): string {
  if (heads.length === 0) return ethers.ZeroHash;
  const both = [heads[0], heads[1] ?? ethers.ZeroHash];
  return ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["bytes32", "bytes32"], both));
}

import { expect } from "chai";
import { AbiCoder, id as hash, keccak256, ZeroHash } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { Adjustment, Kind, roleSet } from "../../sdk/vocabulary.js";
import type { LineStruct, ParticularsStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture } from "../support/chain.js";
import { AT, goodsAt, leaving, NOTE } from "../support/provedGoods.js";
import { Goods, historyOf, proofOf, type InFull } from "../support/proofs.js";
import { unpack } from "../../assurance/model/word.js";
import { at, country, hashParticulars, line, world, type Member } from "../support/world.js";

const CN = { scope: "CN" };
const ITEMS = hash("items of the second line");

describe("ProvedRecords: returnReleased", () => {
  /**
   * Goods in Shanghai with the carrier, of which customs released 30 units of one line, in two parts, and the 20 of the other.
   */
  async function released() {
    const w = await world();
    const { cnCustoms } = w.cast;
    const goods = await goodsAt(w, "declared", { lines: [line(w.batch, 100), line(w.batch, 20, ITEMS)] });
    const p: ParticularsStruct = {
      contents: [line(w.batch, 100), line(w.batch, 20, ITEMS)],
      leaving: [line(w.batch, 10), line(w.batch, 20, ITEMS), line(w.batch, 20)],
      document: ZeroHash,
      items: ZeroHash,
    };
    const on = await goods.writeLines(cnCustoms, "ImportCleared", "Customs", "CNSHG", p, CN);
    const { step } = await proofOf(w, goods.id, on);
    return { w, goods, p, on, step, ...w.cast };
  }
  type Stage = Awaited<ReturnType<typeof released>>;

  interface Changes {
    by?: Member;
    key?: string;
    place?: string;
    destination?: string;
    inFull?: InFull;
    particulars?: ParticularsStruct[];
    on?: bigint | number;
  }

  async function call({ w, goods, p, on }: Stage, lines: LineStruct[], changes: Changes = {}) {
    const { by = w.cast.carrier, inFull = "none", particulars = [p] } = changes;
    const { proof } = await proofOf(w, goods.id, changes.on ?? on, { inFull, particulars });
    const key = changes.key ?? hash("returned units");
    const details = {
      key,
      place: at(changes.place ?? "CNSHG"),
      destination: country(changes.destination ?? "CN"),
      dataHash: hash("data of what came back"),
    };
    const id = keccak256(
      AbiCoder.defaultAbiCoder().encode(["uint32", "uint32", "bytes32"], [w.cast.factory.id, by.id, key]),
    );
    const send = () => w.ledger.connect(by.account).returnReleased(by.id, details, goods.id, proof, lines);
    return { id, details, send };
  }

  async function comeBack(stage: Stage, lines: LineStruct[], changes: Changes = {}): Promise<Goods> {
    const { id, send } = await call(stage, lines, changes);
    await (await send()).wait();
    await historyOf(stage.w, id);
    return new Goods(stage.w, id);
  }

  async function refused(stage: Stage, lines: LineStruct[], changes: Changes, name: string, ...args: unknown[]) {
    const { send } = await call(stage, lines, changes);
    await expect(send())
      .to.be.revertedWithCustomError(stage.w.ledger, name)
      .withArgs(...args);
  }

  it("makes the units a consignment again, cleared as they were, with whom they were released from", async () => {
    const stage = await loadFixture(released);
    const { w, goods, carrier, factory, step } = stage;
    const { ledger } = w;
    const lines = [line(w.batch, 3), line(w.batch, 2, ITEMS)];
    const { id, details, send } = await call(stage, lines);
    const before = [await ledger.wordOf(goods.id), await ledger.headOf(goods.id)] as const;
    const tx = await send();
    const { timestamp } = (await ethers.provider.getBlock("latest"))!;
    const word = await ledger.wordOf(id);
    await expect(tx).to.emit(ledger, "LineSplit").withArgs(w.batch, id, goods.id, 3, ZeroHash);
    await expect(tx).to.emit(ledger, "LineSplit").withArgs(w.batch, id, goods.id, 2, ITEMS);
    await expect(tx)
      .to.emit(ledger, "ConsignmentDerived")
      .withArgs(
        id,
        goods.id,
        carrier.id,
        factory.id,
        details.key,
        before[1],
        stage.step,
        details.dataHash,
        signerIdOf(carrier.account.address),
        timestamp,
        word,
      );
    expect(unpack(word)).to.deep.equal({
      sequence: 1n,
      lastMove: 1n,
      lastMoveAt: 0n,
      offeredAt: 0n,
      custodian: carrier.id,
      next: 0n,
      destination: "CN",
      place: "CNSHG",
      holds: 0n,
      movement: "Arrived",
      customs: "Cleared",
      flags: ["importOwn", "travelled"],
    });
    const state = await ledger.consignmentOf(id);
    expect(state.creator).to.equal(factory.id);
    expect(state.contents).to.equal(contentsOf(lines));
    expect(await ledger.cameBack(step, w.batch, ZeroHash)).to.equal(3);
    expect(await ledger.cameBack(step, w.batch, ITEMS)).to.equal(2);
    // What they were released from is as it was.
    expect([await ledger.wordOf(goods.id), await ledger.headOf(goods.id)]).to.deep.equal(before);
    await historyOf(w, id);
  });

  it("says reported of units that were reported released", async () => {
    const stage = await loadFixture(released);
    const { w, broker, factory } = stage;
    const goods = await goodsAt(w, "declared", { key: "reported" });
    const p = leaving(w, 100, 5);
    const on = await goods.writeLines(broker, "ImportCleared", "Broker", "CNSHG", p, { principal: factory.id });
    const back = await comeBack({ ...stage, goods, p, on }, [line(w.batch, 5)]);
    expect((await back.word()).flags).to.deep.equal(["travelled"]);
  });

  it("lets them be handed on, delivered, destroyed or returned as other goods", async () => {
    const stage = await loadFixture(released);
    const { w, carrier, warehouse } = stage;
    const one = [line(w.batch, 1)];
    const delivered = await comeBack(stage, one, { key: hash("delivered") });
    await delivered.write(carrier, "Received", "Carrier", "CNSHG", { next: warehouse.id });
    await delivered.write(warehouse, "Received", "Warehouse", "CNHAZ", CN);
    await delivered.write(warehouse, "Delivered", "Warehouse", "CNHAZ", CN);
    const destroyed = await comeBack(stage, one, { key: hash("destroyed"), place: "CNHAZ" });
    await destroyed.write(carrier, "Destroyed", "Carrier", "CNHAZ");
    expect((await destroyed.word()).movement).to.equal("Closed");
    const stolen = await comeBack(stage, one, { key: hash("stolen") });
    const all = { contents: one, leaving: one, document: ZeroHash, items: ZeroHash };
    await stolen.writeLines(carrier, "Adjusted", "Carrier", "CNSHG", all, { detail: Adjustment.Theft });
    expect((await stolen.word()).movement).to.equal("Closed");
  });

  it("lets their creator take them back like other goods of his", async () => {
    const stage = await loadFixture(released);
    const { w, factory, carrier } = stage;
    const back = await comeBack(stage, [line(w.batch, 1)]);
    const admin = w.ledger.connect(w.admin);
    await admin.setGrant(factory.id, at(""), roleSet(["Factory"]));
    await admin.suspendParty(carrier.id);
    await back.write(factory, "TakenBack", "Factory", "CNSHG");
    expect(await back.word()).to.include({ custodian: factory.id, movement: "Arrived", customs: "Cleared" });
  });

  describe("never makes more than was released", () => {
    it("in one call, of lines that are named twice", async () => {
      const stage = await loadFixture(released);
      const { w, step } = stage;
      // 30 of the first line were released, in two parts.
      await refused(stage, [line(w.batch, 31)], {}, "LineNotReleased", w.batch, ZeroHash, 31, 30);
      const twice = [line(w.batch, 20), line(w.batch, 11)];
      await refused(stage, twice, {}, "LineNotReleased", w.batch, ZeroHash, 11, 10);
      await comeBack(stage, [line(w.batch, 20), line(w.batch, 10)]);
      expect(await w.ledger.cameBack(step, w.batch, ZeroHash)).to.equal(30);
    });

    it("over several calls", async () => {
      const stage = await loadFixture(released);
      const { w } = stage;
      await comeBack(stage, [line(w.batch, 29)], { key: hash("first") });
      const second = { key: hash("second") };
      await refused(stage, [line(w.batch, 2)], second, "LineNotReleased", w.batch, ZeroHash, 2, 1);
      await comeBack(stage, [line(w.batch, 1)], second);
      const third = { key: hash("third") };
      await refused(stage, [line(w.batch, 1)], third, "LineNotReleased", w.batch, ZeroHash, 1, 0);
      // The other line is counted by itself.
      await comeBack(stage, [line(w.batch, 20, ITEMS)], third);
    });

    it("of other batches or items", async () => {
      const stage = await loadFixture(released);
      const { w } = stage;
      const [batch, items] = [hash("another batch"), hash("other items")];
      await refused(stage, [line(batch, 1)], {}, "LineNotReleased", batch, ZeroHash, 1, 0);
      await refused(stage, [line(w.batch, 1, items)], {}, "LineNotReleased", w.batch, items, 1, 0);
    });

    it("of no units, in no line or in more than 64", async () => {
      const stage = await loadFixture(released);
      const { w } = stage;
      await refused(stage, [line(w.batch, 0)], {}, "QuantityInvalid", 0);
      await refused(stage, [], {}, "LineCountInvalid", 0);
      const many = Array.from({ length: 65 }, () => line(w.batch, 1));
      await refused(stage, many, {}, "LineCountInvalid", 65);
    });

    it("under a key that its maker used already", async () => {
      const stage = await loadFixture(released);
      const { w } = stage;
      const { id } = await comeBack(stage, [line(w.batch, 1)]);
      await refused(stage, [line(w.batch, 1)], {}, "ConsignmentExists", id);
      expect(await w.ledger.cameBack(stage.step, w.batch, ZeroHash)).to.equal(1);
    });

    it("after the release was undone", async () => {
      const stage = await loadFixture(released);
      const { w, goods, cnCustoms, on, p, step } = stage;
      const how = { on, particulars: [p], changes: CN };
      await goods.undo(cnCustoms, "Correction", "Customs", "CNSHG", how);
      await refused(stage, [line(w.batch, 1)], {}, "ReleaseUndone", goods.id, step);
    });

    it("and the batch is loaded no more for it", async () => {
      const stage = await loadFixture(released);
      const { w } = stage;
      const { loaded } = await w.ledger.batchOf(w.batch);
      await comeBack(stage, [line(w.batch, 30)]);
      expect((await w.ledger.batchOf(w.batch)).loaded).to.equal(loaded);
    });
  });

  describe("asks for the release", () => {
    it("with its particulars, and no others", async () => {
      const stage = await loadFixture(released);
      const { w, p } = stage;
      const lines = [line(w.batch, 1)];
      await refused(stage, lines, { particulars: [] }, "ParticularsMissing", Kind.ImportCleared);
      const other = { ...p, leaving: [line(w.batch, 1_000)] };
      const hashes = [hashParticulars(other), hashParticulars(p)];
      await refused(stage, lines, { particulars: [other] }, "ParticularsMismatch", ...hashes);
    });

    it("and no other kind of record", async () => {
      const stage = await loadFixture(released);
      const { w, goods, carrier } = stage;
      const lines = [line(w.batch, 1)];
      await refused(stage, lines, { on: AT.declared }, "NotRelease", goods.id, Kind.ImportDeclared, 1);
      const p = {
        contents: [line(w.batch, 70)],
        leaving: [line(w.batch, 5)],
        document: ZeroHash,
        items: ZeroHash,
      };
      const on = await goods.writeLines(carrier, "Adjusted", "Carrier", "CNSHG", p, { detail: Adjustment.Shortage });
      await refused(stage, lines, { on, particulars: [p] }, "NotRelease", goods.id, Kind.Adjusted, Adjustment.Shortage);
    });

    it("in the history of the consignment that they are said to come from", async () => {
      const stage = await loadFixture(released);
      const { w, goods, carrier, p, on } = stage;
      const { proof } = await proofOf(w, goods.id, on, { particulars: [p] });
      const other = await goodsAt(w, "declared", { key: "other" });
      const { details } = await call(stage, []);
      const { ledger } = w;
      await expect(
        ledger.connect(carrier.account).returnReleased(carrier.id, details, other.id, proof, [line(w.batch, 1)]),
      ).to.be.revertedWithCustomError(ledger, "ProofInvalid");
      // A head that has moved on since asks for the proof anew.
      await goods.write(carrier, "Received", "Carrier", "CNSHG");
      await expect(
        ledger.connect(carrier.account).returnReleased(carrier.id, details, goods.id, proof, [line(w.batch, 1)]),
      ).to.be.revertedWithCustomError(ledger, "ProofInvalid");
      await comeBack(stage, [line(w.batch, 1)]);
    });
  });

  describe("is for who had them at the release", () => {
    it("and no one else: not who has the rest by now, the creator or customs", async () => {
      const stage = await loadFixture(released);
      const { w, goods, warehouse, factory, carrier, carrier2 } = stage;
      await goods.write(warehouse, "Received", "Warehouse", "CNSHG", CN);
      for (const by of [warehouse, factory, carrier2]) {
        // The warehouse was named next at the release, and had not accepted.
        const refusal = ["NotCustodian", goods.id, by.id, carrier.id, warehouse.id] as const;
        await refused(stage, [line(w.batch, 1)], { by }, ...refusal);
      }
      await comeBack(stage, [line(w.batch, 1)]);
    });

    it("in good standing, with a key that handles goods there", async () => {
      const stage = await loadFixture(released);
      const { w, carrier, cnCustoms } = stage;
      const lines = [line(w.batch, 1)];
      const key = signerIdOf(cnCustoms.account.address);
      await refused(stage, lines, { by: cnCustoms }, "SignerLacksRole", cnCustoms.id, key, 0);
      const borrowed = { id: carrier.id, account: cnCustoms.account };
      await refused(stage, lines, { by: borrowed }, "SignerUnknown", carrier.id, key);
      await w.ledger.connect(w.admin).suspendParty(carrier.id);
      const { suspendedAt } = await w.ledger.partyOf(carrier.id);
      await refused(stage, lines, {}, "PartyIsSuspended", carrier.id, suspendedAt);
    });

    it("within the territory of the release, wherever the rest went", async () => {
      const stage = await loadFixture(released);
      const { w } = stage;
      const lines = [line(w.batch, 1)];
      const wrong = (place: string) => ["WrongTerritory", at(place), country("CN")] as const;
      await refused(stage, lines, { place: "NZTRG", destination: "NZ" }, ...wrong("NZTRG"));
      await refused(stage, lines, { place: "NZTRG" }, ...wrong("NZTRG"));
      await refused(stage, lines, { destination: "NZ" }, ...wrong("CNSHG"));
      await refused(stage, lines, { place: "CN" }, "PlaceInvalid", at("CN"));
      await comeBack(stage, lines, { place: "CNHAZ" });
    });
  });

  it("conserves: nothing of a release is undone once a unit of it came back", async () => {
    const stage = await loadFixture(released);
    const { w, goods, cnCustoms, on, p } = stage;
    await comeBack(stage, [line(w.batch, 1)]);
    const { contents } = await w.ledger.consignmentOf(goods.id);
    await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", { on, particulars: [p], changes: CN });
    expect((await w.ledger.consignmentOf(goods.id)).contents).to.equal(contents);
    await comeBack(stage, [line(w.batch, 29)], { key: NOTE });
  });
});

/** What the ledger stores of lines. */
function contentsOf(lines: LineStruct[]): string {
  const type = "tuple(bytes32 batch, uint64 quantity, bytes32 items)[]";
  return keccak256(AbiCoder.defaultAbiCoder().encode([type], [lines])).slice(0, 2 + 56);
}

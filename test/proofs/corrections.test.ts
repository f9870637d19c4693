import { expect } from "chai";
import { id as hash, zeroPadBytes } from "ethers";

import { Adjustment, CorrectionReason, Regime } from "../../sdk/vocabulary.js";
import type { ParticularsStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture } from "../support/chain.js";
import { AT, containerOf, goodsAt, leaving, move, NOTE, UNITS, type Stage } from "../support/provedGoods.js";
import { historyOf, type Goods } from "../support/proofs.js";
import { heldAt } from "../support/records.js";
import { batchDetails, country, hashParticulars, line, world, type CastName, type World } from "../support/world.js";

type Roles = Parameters<Goods["write"]>[2];
type Kinds = Parameters<Goods["write"]>[1];

const NZ = { scope: "NZ" };
const CN = { scope: "CN" };
const to = (code: string) => zeroPadBytes(country(code), 32);

/** A record that its author takes back while it is the last move. */
interface Taken {
  title: string;
  from: Stage;
  destination?: string;
  prepare?: (goods: Goods, w: World) => Promise<unknown>;
  by: CastName;
  kind: Kinds;
  role: Roles;
  place: string;
  /** Where the correction is written. */
  at?: string;
  scope?: string;
  changes?: object;
}

const received = (goods: Goods, w: World) => goods.write(w.cast.carrier, "Received", "Carrier", "NZTRG");
const refuse = (goods: Goods, w: World) => goods.write(w.cast.cnCustoms, "Refused", "Customs", "CNSHG", CN);

const MOVES: Taken[] = [
  { title: "Origin", from: "created", by: "factory", kind: "Origin", role: "Factory", place: "NZTRG", scope: "NZ" },
  {
    title: "Departed",
    from: "exported",
    prepare: received,
    by: "carrier",
    kind: "Departed",
    role: "Carrier",
    place: "NZTRG",
    changes: { detail: 1 },
  },
  { title: "Transshipped", from: "departed", by: "carrier", kind: "Transshipped", role: "Carrier", place: "SGSIN" },
  { title: "Arrived", from: "departed", by: "carrier", kind: "Arrived", role: "Carrier", place: "CNSHG" },
  {
    title: "Received, by who had the goods already",
    from: "declared",
    by: "carrier",
    kind: "Received",
    role: "Carrier",
    place: "CNNGB",
  },
  {
    title: "Forwarded",
    from: "cleared",
    by: "carrier",
    kind: "Forwarded",
    role: "Carrier",
    place: "CNSHG",
    changes: { detail: 3 },
  },
  { title: "Delivered", from: "cleared", by: "carrier", kind: "Delivered", role: "Carrier", place: "CNHAZ" },
  { title: "Destroyed", from: "declared", by: "carrier", kind: "Destroyed", role: "Carrier", place: "CNSHG" },
  {
    title: "Destroyed, by customs, who never had the goods",
    from: "declared",
    by: "cnCustoms",
    kind: "Destroyed",
    role: "Customs",
    place: "CNSHG",
    scope: "CN",
  },
  {
    title: "Diverted, with the customs state that it reset",
    from: "departed",
    prepare: (goods, { cast }) =>
      goods.write(cast.broker, "ImportDeclared", "Broker", "CNSHG", { principal: cast.factory.id, detail: 1 }),
    by: "carrier",
    kind: "Diverted",
    role: "Carrier",
    place: "",
    at: "SGSIN",
    changes: { basedOn: to("VN") },
  },
  {
    title: "Returned, with the refusal",
    from: "declared",
    prepare: refuse,
    by: "carrier",
    kind: "Returned",
    role: "Carrier",
    place: "CNSHG",
    changes: { basedOn: to("NZ") },
  },
  {
    title: "Returned, by customs",
    from: "declared",
    prepare: refuse,
    by: "cnCustoms",
    kind: "Returned",
    role: "Customs",
    place: "CNSHG",
    scope: "CN",
    changes: { basedOn: to("NZ") },
  },
  {
    title: "Returned, of delivered goods",
    from: "cleared",
    prepare: (goods, w) => goods.write(w.cast.carrier, "Delivered", "Carrier", "CNSHG"),
    by: "carrier",
    kind: "Returned",
    role: "Carrier",
    place: "CNSHG",
    changes: { basedOn: to("CN") },
  },
];

describe("ProvedRecords: Correction takes back", () => {
  for (const { title, from, prepare, by, kind, role, place, at: there, scope = "", changes = {} } of MOVES) {
    it(`${title}: the word is as before it, but for its numbers`, async () => {
      const w = await loadFixture(world);
      const member = w.cast[by];
      const goods = await goodsAt(w, from);
      await prepare?.(goods, w);
      const before = await goods.word();
      const on = await goods.write(member, kind, role, place, { scope, ...changes });
      const past = await historyOf(w, goods.id);
      const sequence = await goods.undo(member, "Correction", role, there ?? place, { on, changes: { scope } });
      expect(await goods.word()).to.deep.equal({ ...before, sequence, lastMove: sequence });
      // The original stays in the history, as it was.
      expect((await historyOf(w, goods.id)).slice(0, -1)).to.deep.equal(past);
    });
  }

  it("a move under the writer's only hold, which stays", async () => {
    const w = await loadFixture(world);
    const { cnCustoms } = w.cast;
    const goods = await goodsAt(w, "declared");
    const held = await goods.write(cnCustoms, "Held", "Customs", "CNSHG", CN);
    const before = await goods.word();
    const on = await goods.write(cnCustoms, "Destroyed", "Customs", "CNSHG", CN);
    const sequence = await goods.undo(cnCustoms, "Correction", "Customs", "CNSHG", { on, changes: CN });
    expect(await goods.word()).to.deep.equal({ ...before, sequence, lastMove: sequence });
    await goods.write(cnCustoms, "HoldLifted", "Customs", "CNSHG", { basedOn: heldAt(held), ...CN });
  });

  it("a move that only witnesses' records followed", async () => {
    const w = await loadFixture(world);
    const { carrier, cnPort, inspector } = w.cast;
    const goods = await goodsAt(w, "departed");
    const before = await goods.word();
    const on = await goods.write(carrier, "Arrived", "Carrier", "CNSHG");
    await goods.write(cnPort, "Sighted", "Port", "CNSHG", { detail: 3, scope: "CNSHG" });
    await goods.write(inspector, "Inspected", "Inspector", "CNSHG", { detail: 1, ...CN });
    await goods.write(inspector, "Incident", "Inspector", "CNSHG", { detail: 1, ...CN });
    await goods.write(carrier, "Disputed", "Carrier", "CNSHG");
    const sequence = await goods.undo(carrier, "Correction", "Carrier", "CNSHG", { on });
    expect(await goods.word()).to.deep.equal({ ...before, sequence, lastMove: sequence });
  });

  it("an export clearance, from own to none, and from own to the reported one before", async () => {
    const w = await loadFixture(world);
    const { nzCustoms } = w.cast;
    for (const exportBasis of ["own", "reported"] as const) {
      const goods = await goodsAt(w, exportBasis === "own" ? "origin" : "exported", { key: exportBasis, exportBasis });
      const before = await goods.word();
      const on = await goods.write(nzCustoms, "ExportCleared", "Customs", "NZTRG", NZ);
      const sequence = await goods.undo(nzCustoms, "Correction", "Customs", "NZTRG", { on, changes: NZ });
      expect(await goods.word()).to.deep.equal({ ...before, sequence });
    }
  });

  it("a reported clearance, by the broker that reported it", async () => {
    const w = await loadFixture(world);
    const { broker } = w.cast;
    const goods = await goodsAt(w, "cleared", { importBasis: "reported" });
    const before = await goods.word();
    const how = { on: AT.cleared, changes: { detail: CorrectionReason.IncorrectData } };
    const sequence = await goods.undo(broker, "Correction", "Broker", "CNSHG", how);
    expect(await goods.word()).to.deep.equal({ ...before, sequence, customs: "Declared" });
  });

  it("customs' own clearance: to declared, or to the reported one that it replaced", async () => {
    const w = await loadFixture(world);
    const { cnCustoms } = w.cast;
    for (const stage of ["declared", "cleared"] as const) {
      const goods = await goodsAt(w, stage, { key: stage, importBasis: "reported" });
      const before = await goods.word();
      const on = await goods.write(cnCustoms, "ImportCleared", "Customs", "CNSHG", CN);
      const sequence = await goods.undo(cnCustoms, "Correction", "Customs", "CNSHG", { on, changes: CN });
      expect(await goods.word()).to.deep.equal({ ...before, sequence });
    }
  });

  it("a refusal", async () => {
    const w = await loadFixture(world);
    const { cnCustoms } = w.cast;
    const goods = await goodsAt(w, "declared");
    const before = await goods.word();
    const on = await refuse(goods, w);
    const sequence = await goods.undo(cnCustoms, "Correction", "Customs", "CNSHG", { on, changes: CN });
    expect(await goods.word()).to.deep.equal({ ...before, sequence });
  });

  describe("what left the contents", () => {
    /** Declared goods of which 5 units left. */
    async function adjusted(detail: number) {
      const w = await loadFixture(world);
      const goods = await goodsAt(w, "cleared");
      const { contents } = await w.ledger.consignmentOf(goods.id);
      const p = leaving(w, UNITS, 5);
      const on = await goods.writeLines(w.cast.carrier, "Adjusted", "Carrier", "CNSHG", p, { detail });
      return { w, goods, contents, p, on, before: await goods.word(), ...w.cast };
    }

    async function restores(goods: Goods, by: World["cast"]["carrier"], on: bigint, p: ParticularsStruct) {
      const { w } = goods;
      const { c, proof } = await goods.resting(by, "Correction", "Carrier", "CNSHG", { on, particulars: [p] });
      await expect(w.ledger.connect(by.account).recordProved(c, proof))
        .to.emit(w.ledger, "LineRestored")
        .withArgs(w.batch, goods.id, 5, line(w.batch, 5).items);
    }

    it("comes back: a shortage that was none", async () => {
      const { w, goods, carrier, contents, p, on, before } = await adjusted(Adjustment.Shortage);
      await restores(goods, carrier, on, p);
      expect(await goods.word()).to.deep.equal({ ...before, sequence: on + 1n });
      expect((await w.ledger.consignmentOf(goods.id)).contents).to.equal(contents);
    });

    it("comes back although it was all: the consignment is open again", async () => {
      const { goods, carrier } = await adjusted(Adjustment.Theft);
      const before = await goods.word();
      const all = leaving(goods.w, UNITS - 5, UNITS - 5);
      const on = await goods.writeLines(carrier, "Adjusted", "Carrier", "CNSHG", all, { detail: Adjustment.Theft });
      expect((await goods.word()).movement).to.equal("Closed");
      const how = { on, particulars: [all] };
      const sequence = await goods.undo(carrier, "Correction", "Carrier", "CNSHG", how);
      expect(await goods.word()).to.deep.equal({ ...before, sequence });
    });

    it("comes back from being an input, whose credit is taken back", async () => {
      const { w, goods, carrier, p, on } = await adjusted(Adjustment.Transformation);
      expect(await w.ledger.creditOf(carrier.id, w.batch)).to.equal(5);
      await restores(goods, carrier, on, p);
      expect(await w.ledger.creditOf(carrier.id, w.batch)).to.equal(0);
    });

    it("stays out when its credit is spent, if only in part", async () => {
      const { w, goods, carrier, brand, contents, p, on } = await adjusted(Adjustment.Transformation);
      await w.ledger.connect(brand.account).appoint(w.product, carrier.id, 1);
      await w.ledger.setGrant(carrier.id, zeroPadBytes("0x", 5), (1 << 3) | (1 << 4));
      const signer = carrier.account.address;
      await w.ledger
        .connect(carrier.account)
        .addSigner(carrier.id, w.outsider.address, 1 << 3, zeroPadBytes("0x", 5), 0, 2n ** 40n - 1n, 1);
      const details = batchDetails({ lotKey: hash("made of it") });
      await w.ledger.connect(w.outsider).registerBatchFrom(carrier.id, details, [{ batch: w.batch, quantity: 1 }]);
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on, particulars: [p] });
      expect(await w.ledger.creditOf(carrier.id, w.batch), signer).to.equal(4);
      expect((await w.ledger.consignmentOf(goods.id)).contents).to.not.equal(contents);
    });

    it("is not made more by taking back an overage, which never came in", async () => {
      const { w, goods, carrier, p, on, contents } = await adjusted(Adjustment.Overage);
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on, particulars: [p] });
      expect((await w.ledger.consignmentOf(goods.id)).contents).to.equal(contents);
    });

    it("is told by the particulars of the record, and no others", async () => {
      const { goods, carrier, p, on, w } = await adjusted(Adjustment.Damage);
      const write = [carrier, "Correction", "Carrier", "CNSHG"] as const;
      await goods.refuse(["ParticularsMissing", 17], ...write, { on });
      const other = leaving(w, UNITS, 6);
      const { c, proof } = await goods.resting(...write, { on, particulars: [other] });
      await goods.refuseAs(["ParticularsMismatch", hashParticulars(other), hashParticulars(p)], carrier, c, proof);
    });

    it("is restored by the inspector who drew it, under its only hold", async () => {
      const { w, goods, inspector } = await adjusted(Adjustment.Shortage);
      await goods.write(inspector, "Held", "Inspector", "CNSHG", CN);
      const p = leaving(w, UNITS - 5, 5);
      const sample = { detail: Adjustment.Sample, ...CN };
      const on = await goods.writeLines(inspector, "Adjusted", "Inspector", "CNSHG", p, sample);
      await goods.undo(inspector, "Correction", "Inspector", "CNSHG", { on, particulars: [p], changes: CN });
    });
  });

  it("records about packed goods, which their containers count no more", async () => {
    const w = await loadFixture(world);
    const { carrier, cnCustoms, broker, factory } = w.cast;
    const goods = await goodsAt(w, "exported");
    await received(goods, w);
    const box = await containerOf(w, carrier, "NZTRG");
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
    await box.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    await box.write(carrier, "Arrived", "Carrier", "CNSHG");
    const mandate = { principal: factory.id, detail: Regime.Bonded };
    await goods.write(broker, "ImportDeclared", "Broker", "CNSHG", mandate);
    const declared = await goods.word();
    const refused = await refuse(goods, w);
    expect([...(await w.ledger.containerOf(box.id))]).to.deep.equal([1n, 1n, 1n, 1n, 1n]);
    const how = { on: refused, changes: CN };
    const sequence = await goods.undo(cnCustoms, "Correction", "Customs", "CNSHG", how);
    expect(await goods.word()).to.deep.equal({ ...declared, sequence });
    expect([...(await w.ledger.containerOf(box.id))]).to.deep.equal([1n, 1n, 0n, 1n, 1n]);
    expect((await box.word()).flags)
      .to.include("apartInside")
      .and.not.include("stoppedInside");

    const reported = { principal: factory.id, basedOn: NOTE };
    const cleared = await goods.write(broker, "ImportCleared", "Broker", "CNSHG", reported);
    await goods.undo(cnCustoms, "Contradicted", "Customs", "CNSHG", { on: cleared, changes: CN });
    expect([...(await w.ledger.containerOf(box.id))]).to.deep.equal([1n, 1n, 1n, 1n, 1n]);
    expect((await box.word()).flags).to.include("stoppedInside");
  });
});

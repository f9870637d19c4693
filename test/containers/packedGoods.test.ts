import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import { Adjustment, InspectionResult, Kind, Mishap, Sighting, type RoleName } from "../../sdk/vocabulary.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { headFromLogs } from "../support/containerHistory.js";
import { ENTRY, HOME, toCountry, UNITS, yard, type Part, type Yard } from "../support/containers.js";
import { flagSet } from "../../assurance/model/word.js";
import { at, checkpoint } from "../support/world.js";

const DOCUMENT = hash("release note");

/** A container at the port of entry with goods in it. */
async function landedGoods(): Promise<{ y: Yard; k: ConsignmentId; a: ConsignmentId; b: ConsignmentId }> {
  const y = await yard();
  const [k, a, b] = await y.landed("k", "a", "b");
  return { y, k, a: a!, b: b! };
}

/** Records that address packed goods and leave their own word as it was but for its sequence. */
const REMARKS: {
  kind: keyof typeof Kind;
  by: Part;
  role: RoleName;
  changes: (y: Yard) => Parameters<Yard["write"]>[4];
}[] = [
  { kind: "Sighted", by: "office", role: "Port", changes: () => ({ detail: Sighting.Discharged }) },
  { kind: "Sighted", by: "office", role: "Customs", changes: () => ({ detail: Sighting.Scanned, place: "SGSIN" }) },
  { kind: "Inspected", by: "office", role: "Inspector", changes: () => ({ detail: InspectionResult.Pass }) },
  { kind: "Inspected", by: "office", role: "Customs", changes: () => ({ detail: InspectionResult.Fail }) },
  { kind: "Incident", by: "office", role: "Port", changes: () => ({ detail: Mishap.BrokenSeal }) },
  { kind: "Incident", by: "keeper", role: "Carrier", changes: () => ({ detail: Mishap.Damage }) },
  {
    kind: "Incident",
    by: "agent",
    role: "Warehouse",
    changes: ({ parts }) => ({ detail: Mishap.Temperature, principal: parts.keeper.id }),
  },
  {
    kind: "Incident",
    by: "agent",
    role: "Carrier",
    changes: ({ parts }) => ({ detail: Mishap.Loss, principal: parts.maker.id }),
  },
  { kind: "Disputed", by: "maker", role: "Factory", changes: () => ({}) },
  { kind: "Disputed", by: "keeper", role: "Carrier", changes: () => ({}) },
];

describe("Containers: records about packed goods", () => {
  for (const { kind, by, role, changes } of REMARKS) {
    it(`${kind} by the ${by} as ${role} is taken, and changes nothing`, async () => {
      const { y, k, a } = await loadFixture(landedGoods);
      const [before, around] = [await y.word(a), await y.ledger.wordOf(k)];
      await y.write(a, by, kind, role, changes(y));
      expect(await y.word(a)).to.deep.equal({ ...before, sequence: before.sequence + 1n });
      expect(await y.ledger.wordOf(k)).to.equal(around);
      expect(await headFromLogs(y.w, a)).to.equal(await y.ledger.headOf(a));
    });
  }

  it("a declaration, a clearance and a release by lines set the goods' own customs state", async () => {
    const { y, k, a, b } = await loadFixture(landedGoods);
    const before = await y.word(a);
    const principal = y.parts.maker.id;
    await y.write(a, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
    const declared = {
      ...before,
      sequence: before.sequence + 1n,
      customs: "Declared",
      flags: flagSet("packed", "apart"),
    };
    expect(await y.word(a)).to.deep.equal(declared);
    expect(await y.counts(k)).to.deep.equal([2, 0, 1, 1]);

    await y.sendLines(a, "office", "ImportCleared", "Customs", { leaving: 4 });
    const flags = flagSet("packed", "apart", "importOwn");
    const partly = { ...declared, sequence: before.sequence + 2n, customs: "PartlyCleared", flags };
    expect(await y.word(a)).to.deep.equal(partly);

    await y.write(a, "office", "ImportCleared", "Customs");
    expect(await y.word(a)).to.deep.equal({ ...partly, sequence: before.sequence + 3n, customs: "Cleared" });
    expect((await y.effective(b)).customs).to.equal("None");
    expect(await headFromLogs(y.w, a)).to.equal(await y.ledger.headOf(a));
  });

  it("reported records take the document, and give way where customs have spoken or write live", async () => {
    const { y, a, b } = await loadFixture(landedGoods);
    const principal = y.parts.keeper.id;
    for (const id of [a, b]) await y.write(id, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
    await y.refuse(["DocumentMissing", Kind.ImportCleared], a, "agent", "ImportCleared", "Broker", { principal });
    await y.write(a, "agent", "ImportCleared", "Broker", { principal, basedOn: DOCUMENT });
    expect((await y.effective(a)).flags).to.not.include("importOwn");
    await y.write(a, "office", "Refused", "Customs");
    expect((await y.effective(a)).customs).to.equal("Refused");
    // The territory where the goods are now, not where they were packed.
    await (await y.ledger.setCustomsLive("0x434e", true)).wait();
    await y.refuse(["CustomsIsLive", "0x434e"], b, "agent", "ImportCleared", "Broker", {
      principal,
      basedOn: DOCUMENT,
    });
  });

  it("a refusal stops what the goods are in", async () => {
    const { y, k, a, b } = await loadFixture(landedGoods);
    await y.write(a, "office", "Refused", "Customs");
    const { customs, flags } = await y.word(a);
    expect([customs, flags]).to.deep.equal(["Refused", flagSet("packed", "apart", "importOwn")]);
    expect(await y.counts(k)).to.deep.equal([2, 1, 1, 1]);
    expect((await y.effective(b)).flags).to.not.include("stoppedInside");
    await y.refuse(["CustomsForbids", a, Kind.ImportDeclared, 4], a, "agent", "ImportDeclared", "Broker", {
      detail: 1,
      principal: y.parts.maker.id,
    });
  });

  it("adjustments take units out, and close the goods with the last", async () => {
    const { y, k, a } = await loadFixture(landedGoods);
    const before = await y.word(a);
    const tx = await y.sendLines(a, "keeper", "Adjusted", "Carrier", { leaving: 4 }, { detail: Adjustment.Shortage });
    await expect(tx).to.emit(y.ledger, "LineAdjusted").withArgs(y.w.batch, a, Adjustment.Shortage, 4, ZeroHash);
    expect(await y.word(a)).to.deep.equal({ ...before, sequence: before.sequence + 1n });
    const rest = { contents: UNITS - 4, leaving: UNITS - 4 };
    await y.sendLines(a, "office", "Adjusted", "Inspector", rest, { detail: Adjustment.Sample });
    expect(await y.word(a)).to.deep.equal({ ...before, sequence: before.sequence + 2n, movement: "Closed" });
    expect((await y.effective(a)).movement).to.equal("Closed");
    expect(await y.counts(k)).to.deep.equal([2, 0, 0, 1]);
    await y.refuse(["MovementForbids", a, Kind.Incident, 7], a, "keeper", "Incident", "Carrier", { detail: 1 });
  });

  it("the last released line closes the goods, which no longer stand apart", async () => {
    const { y, k, a } = await loadFixture(landedGoods);
    await y.write(a, "agent", "ImportDeclared", "Broker", { detail: 3, principal: y.parts.maker.id });
    expect(await y.counts(k)).to.deep.equal([2, 0, 1, 1]);
    const tx = await y.sendLines(a, "office", "ImportCleared", "Customs", { leaving: UNITS });
    await expect(tx).to.emit(y.ledger, "LineReleased").withArgs(y.w.batch, a, UNITS, ZeroHash);
    expect((await y.effective(a)).movement).to.equal("Closed");
    expect(await y.counts(k)).to.deep.equal([2, 0, 0, 1]);
    expect((await y.word(k)).flags).to.not.include("apartInside");
  });

  it("holds are placed and lifted, each counted once", async () => {
    const { y, k, a, b } = await loadFixture(landedGoods);
    await y.write(a, "office", "Held", "Customs");
    await y.write(a, "office2", "Held", "Regulator");
    expect([(await y.word(a)).holds, await y.counts(k)]).to.deep.equal([2n, [2, 1, 0, 1]]);
    const { sequence } = await y.ledger.holdOf(a, y.parts.office.id);
    await y.refuse(["HoldAlreadyOpen", a, y.parts.office.id, sequence], a, "office", "Held", "Customs");
    await y.write(a, "office", "HoldLifted", "Customs", { basedOn: await y.holdOf(a, "office") });
    expect([(await y.word(a)).holds, await y.counts(k)]).to.deep.equal([1n, [2, 1, 0, 1]]);
    await y.write(a, "office2", "HoldLifted", "Regulator", { basedOn: await y.holdOf(a, "office2") });
    expect([(await y.word(a)).holds, await y.counts(k)]).to.deep.equal([0n, [2, 0, 0, 1]]);
    expect((await y.word(b)).holds).to.equal(0n);
  });

  for (const kind of [
    "Origin",
    "ExportCleared",
    "Departed",
    "Transshipped",
    "Arrived",
    "Received",
    "Forwarded",
    "Diverted",
    "Delivered",
    "Returned",
    "Destroyed",
  ] as const) {
    it(`${kind} is for what they are in`, async () => {
      const { y, k, a } = await loadFixture(landedGoods);
      const refusal = ["ConsignmentPacked", a, k] as const;
      const c = await y.checkpoint(a, "keeper", kind, "Carrier", { basedOn: toCountry("NZ") });
      await y.refused(refusal, [a, k], () => y.ledger.connect(y.parts.keeper.account).record(c));
      expect(await y.previewed("keeper", c)).to.deep.equal(refusal);
      await y.refuse(refusal, a, "office", kind, "Customs", { basedOn: toCountry("NZ") });
    });
  }

  it("they are neither split, voided, nor packed into", async () => {
    const { y, k, a, b } = await loadFixture(landedGoods);
    const refusal = ["ConsignmentPacked", a, k] as const;
    await y.refused(refusal, [a, k], () => y.split(a, "part", 1));
    await y.refused(refusal, [a, k], () => y.sendLines(a, "maker", "Voided", "Factory", { leaving: UNITS }));
    await y.refused(refusal, [a, k, b], () => y.pack(a, [b]));
    await y.refused(refusal, [a, k, b], () => y.unpack(a, [b]));
  });

  it("only authorities of the place where the container stands write about them", async () => {
    const { y, k, a } = await loadFixture(landedGoods);
    const { customs2, nzCustoms, cnCustoms, inspector } = y.w.cast;
    for (const [by, place] of [
      [customs2, "DEHAM"],
      // Where they were packed: it is still in their own word.
      [nzCustoms, HOME],
    ] as const) {
      const scope = place.slice(0, 2);
      for (const kind of ["Held", "Refused", "Inspected"] as const) {
        const c = await checkpoint(a, by, kind, "Customs", place, { scope, detail: kind === "Inspected" ? 1 : 0 });
        await y.refused(["NotThere", a, at(place), at(ENTRY)], [a, k], () => y.ledger.connect(by.account).record(c));
      }
      const c = await checkpoint(a, by, "Held", "Customs", ENTRY, { scope });
      await y.refused(["OutOfScope", at(scope), at(ENTRY)], [a, k], () => y.ledger.connect(by.account).record(c));
    }
    for (const [by, role] of [
      [cnCustoms, "Customs"],
      [inspector, "Inspector"],
    ] as const) {
      const c = await checkpoint(a, by, "Held", role, ENTRY, { scope: "CN" });
      await (await y.ledger.connect(by.account).record(c)).wait();
    }
    expect((await y.word(a)).holds).to.equal(2n);
  });

  it("on the road they stand nowhere, and only who has the container tells of them", async () => {
    const { y, k, a } = await loadFixture(landedGoods);
    await y.write(k, "keeper", "Forwarded", "Carrier", { detail: 3 });
    const nowhere = at("");
    for (const kind of ["Held", "Refused"] as const) {
      await y.refuse(["NotThere", a, at(ENTRY), nowhere], a, "office", kind, "Customs");
    }
    await y.refuse(["NotThere", a, at(ENTRY), nowhere], a, "office", "Incident", "Customs", { detail: 1 });
    await y.write(a, "keeper", "Incident", "Carrier", { detail: 1, place: "" });
    await y.write(a, "office", "Sighted", "Port", { detail: 1 });
  });

  it("others than custodian, creator and their agents have no say", async () => {
    const { y, a } = await loadFixture(landedGoods);
    const { stranger, keeper, maker } = y.parts;
    const refusal = ["NotCustodian", a, stranger.id, keeper.id, 0n] as const;
    await y.refuse(refusal, a, "stranger", "Disputed", "Carrier");
    await y.refuse(["NoMandate", 0, stranger.id, 4], a, "stranger", "Incident", "Carrier", { detail: 1 });
    await y.refuse(["NoMandate", 0, stranger.id, 8], a, "stranger", "ImportDeclared", "Broker", { detail: 1 });
    await y.refuse(["NoMandate", maker.id, stranger.id, 8], a, "stranger", "ImportDeclared", "Broker", {
      detail: 1,
      principal: maker.id,
    });
    await y.refuse(["PrincipalUnrelated", a, stranger.id], a, "agent", "ImportDeclared", "Broker", {
      detail: 1,
      principal: stranger.id,
    });
    // The creator's agent, but not for the container, which it did not make.
    const { container } = await y.ledger.consignmentOf(a);
    await y.refuse(["PrincipalUnrelated", container, maker.id], container, "agent", "ImportDeclared", "Broker", {
      detail: 1,
      principal: maker.id,
    });
    await y.write(a, "agent", "ImportDeclared", "Broker", { detail: 1, principal: maker.id });
  });

  it("their creator takes them back when custody is late, out of the container", async () => {
    const { y, k, a, b } = await loadFixture(landedGoods);
    const { maker, keeper, stranger } = y.parts;
    await y.refuse(["NotYetTakeable", a, keeper.id, 0], a, "maker", "TakenBack", "Factory");
    await y.write(k, "keeper", "Received", "Carrier", { next: stranger.id });
    await networkHelpers.time.increase(15 * 24 * 3_600);
    const heads = [await y.ledger.headOf(a), await y.ledger.headOf(k)];
    const words = [await y.ledger.wordOf(a), await y.ledger.wordOf(k)];
    const tx = await y.write(a, "maker", "TakenBack", "Factory");
    await expect(tx)
      .to.emit(y.ledger, "ConsignmentRemoved")
      .withArgs(k, a, heads[0], words[1], await y.ledger.wordOf(k));
    const { movement, place, custodian, next, flags } = await y.word(a);
    expect([movement, place, custodian, next]).to.deep.equal(["Arrived", ENTRY, maker.id, 0n]);
    expect(flags).to.deep.equal(flagSet("exportCleared", "exportOwn", "travelled"));
    expect(await y.counts(k)).to.deep.equal([1, 0, 0, 1]);
    for (const id of [a, b, k]) expect(await headFromLogs(y.w, id)).to.equal(await y.ledger.headOf(id));
  });

  it("records of many goods inside go in one call", async () => {
    const { y, k, a, b } = await loadFixture(landedGoods);
    const held = await Promise.all([a, b].map((id) => y.checkpoint(id, "office", "Held", "Customs")));
    await (await y.ledger.connect(y.parts.office.account).recordMany(held)).wait();
    expect(await y.counts(k)).to.deep.equal([2, 2, 0, 1]);
    await y.refuse(["ConsignmentHeld", k, 0n, true], k, "keeper", "Received", "Carrier");
  });
});

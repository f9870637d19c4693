import { expect } from "chai";
import { ZeroHash } from "ethers";

import { Adjustment, Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { headFromLogs } from "../support/containerHistory.js";
import { partId, toCountry, UNITS, yard, type Yard } from "../support/containers.js";
import { particulars } from "../support/records.js";
import { line } from "../support/world.js";
import { id as hash } from "ethers";

/** Units of the yard's batch that are out in consignments. */
async function loaded(y: Yard): Promise<bigint> {
  return (await y.ledger.batchOf(y.w.batch)).loaded;
}

describe("Containers: voiding", () => {
  it("gives the units of goods that have not left back to their batch, to be loaded again", async () => {
    const y = await loadFixture(yard);
    expect(await loaded(y)).to.equal(0n);
    const a = await y.created("a", { units: 1_000 });
    const exhausted = () => y.created("b", { units: 1 });
    await y.refused(["BatchExhausted", y.w.batch, 1, 0], [a], exhausted);
    const before = await y.word(a);
    const tx = await y.sendLines(a, "maker", "Voided", "Factory", { contents: 1_000, leaving: 1_000 });
    await expect(tx).to.emit(y.ledger, "LineUnloaded").withArgs(y.w.batch, a, 1_000, ZeroHash);
    await expect(tx)
      .to.emit(y.ledger, "ParticularsRecorded")
      .withArgs(a, before.sequence + 1n, ZeroHash, ZeroHash);
    const { lastMoveAt } = await y.word(a);
    const sequence = before.sequence + 1n;
    expect(await y.word(a)).to.deep.equal({ ...before, sequence, lastMove: sequence, lastMoveAt, movement: "Closed" });
    expect(await loaded(y)).to.equal(0n);
    expect(await headFromLogs(y.w, a)).to.equal(await y.ledger.headOf(a));
    const b = await y.created("b", { units: 1_000 });
    expect([await loaded(y), (await y.word(b)).movement]).to.deep.equal([1_000n, "Created"]);
  });

  it("is of all that is left, once", async () => {
    const y = await loadFixture(yard);
    const a = await y.created("a");
    const all = { contents: UNITS, leaving: UNITS };
    await y.refused(["VoidedInPart", a, 1], [a], () =>
      y.sendLines(a, "maker", "Voided", "Factory", { ...all, leaving: UNITS - 1 }),
    );
    await y.refused(["LineNotHeld", a, y.w.batch, UNITS + 1, UNITS], [a], () =>
      y.sendLines(a, "maker", "Voided", "Factory", { ...all, leaving: UNITS + 1 }),
    );
    await y.sendLines(a, "maker", "Voided", "Factory", all);
    await y.refused(["MovementForbids", a, Kind.Voided, 7], [a], () =>
      y.sendLines(a, "maker", "Voided", "Factory", all),
    );
    expect(await loaded(y)).to.equal(0n);
  });

  it("counts each line, in any order", async () => {
    const y = await loadFixture(yard);
    const marked = line(y.w.batch, 4, hash("x"));
    const contents = [y.line(6), marked];
    const { maker } = y.parts;
    const details = { key: hash("a"), place: "0x4e5a545247", destination: "0x434e", dataHash: ZeroHash };
    await (await y.ledger.connect(maker.account).createConsignment(maker.id, details, contents)).wait();
    const a = (await y.ledger.queryFilter(y.ledger.filters.ConsignmentCreated)).at(-1)!.args.consignment;
    const { p, basedOn } = particulars(contents, [marked, y.line(2), y.line(4)]);
    const tx = await y.sendByLines(a, "maker", "Voided", "Factory", p, { basedOn });
    await expect(tx).to.emit(y.ledger, "LineUnloaded").withArgs(y.w.batch, a, 4, hash("x"));
    await expect(tx).to.emit(y.ledger, "LineUnloaded").withArgs(y.w.batch, a, 2, ZeroHash);
    expect(await loaded(y)).to.equal(0n);
  });

  it("gives back no unit that was adjusted away", async () => {
    const y = await loadFixture(yard);
    const a = await y.created("a");
    await y.sendLines(a, "maker", "Adjusted", "Factory", { leaving: 3 }, { detail: Adjustment.Damage });
    await y.sendLines(a, "maker", "Voided", "Factory", { contents: UNITS - 3, leaving: UNITS - 3 });
    expect(await loaded(y)).to.equal(3n);
  });

  it("is for the creator, while it has the goods", async () => {
    const y = await loadFixture(yard);
    const { maker, keeper } = y.parts;
    const a = await y.ready("a");
    const all = { leaving: UNITS };
    await y.refused(["NotCreator", a, keeper.id, maker.id], [a], () =>
      y.sendLines(a, "keeper", "Voided", "Carrier", all),
    );
    await y.refused(["NotCustodian", a, maker.id, keeper.id, 0], [a], () =>
      y.sendLines(a, "maker", "Voided", "Factory", all),
    );
    await y.write(a, "keeper", "Received", "Carrier", { next: maker.id });
    await y.refused(["NotCustodian", a, maker.id, keeper.id, maker.id], [a], () =>
      y.sendLines(a, "maker", "Voided", "Factory", all),
    );
    await y.write(a, "maker", "Received", "Factory");
    await y.sendLines(a, "maker", "Voided", "Factory", all);
  });

  it("is refused under a hold, and while packed", async () => {
    const y = await loadFixture(yard);
    const [a, b] = [await y.created("a"), await y.ready("b")];
    await y.write(a, "maker", "Held", "Inspector");
    await y.refused(["ConsignmentHeld", a, 1, false], [a], () =>
      y.sendLines(a, "maker", "Voided", "Factory", { leaving: UNITS }),
    );
    const k = await y.loaded("k", [b]);
    await y.write(k, "keeper", "Received", "Carrier", { next: y.parts.maker.id });
    await y.write(k, "maker", "Received", "Factory");
    await y.refused(["ConsignmentPacked", b, k], [b, k], () =>
      y.sendLines(b, "maker", "Voided", "Factory", { leaving: UNITS }),
    );
    await y.unpack(k, [b], { by: "maker" });
    await y.sendLines(b, "maker", "Voided", "Factory", { leaving: UNITS });
  });

  it("is over once the goods have left, be it in a container", async () => {
    const y = await loadFixture(yard);
    const { maker } = y.parts;
    const [a, b] = await y.several("a", "b");
    const k = await y.loaded("k", [b!]);
    for (const id of [a!, k]) {
      await y.sail(id);
      await y.write(id, "keeper", "Returned", "Carrier", { basedOn: toCountry("NZ"), next: maker.id });
      await y.write(id, "maker", "Received", "Factory");
    }
    await y.unpack(k, [b!], { by: "maker" });
    for (const id of [a!, b!]) {
      expect((await y.word(id)).movement).to.equal("Ready");
      await y.refused(["HasLeft", id], [id], () => y.sendLines(id, "maker", "Voided", "Factory", { leaving: UNITS }));
    }
    expect(await loaded(y)).to.equal(BigInt(2 * UNITS));
  });

  it("is over for a part of goods that have left", async () => {
    const y = await loadFixture(yard);
    const { maker } = y.parts;
    const a = await y.ready("a");
    await y.sail(a);
    await y.write(a, "keeper", "Returned", "Carrier", { basedOn: toCountry("NZ"), next: maker.id });
    await y.write(a, "maker", "Received", "Factory");
    await y.split(a, "part", 4, { by: "maker" });
    const part = partId(maker.id, maker.id, hash("part"));
    await y.refused(["HasLeft", part], [part], () =>
      y.sendLines(part, "maker", "Voided", "Factory", { contents: 4, leaving: 4 }),
    );
  });

  it("gives back the units of whole and parts, each once", async () => {
    const y = await loadFixture(yard);
    const { maker } = y.parts;
    const a = await y.created("a");
    await y.split(a, "part", 4, { by: "maker" });
    const part = partId(maker.id, maker.id, hash("part"));
    expect(await loaded(y)).to.equal(BigInt(UNITS));
    await y.sendLines(part, "maker", "Voided", "Factory", { contents: 4, leaving: 4 });
    expect(await loaded(y)).to.equal(BigInt(UNITS - 4));
    const { contents } = await y.ledger.consignmentOf(a);
    const whole = particulars([y.line(UNITS)], [y.line(UNITS)]);
    const stale = async () => y.sendByLines(a, "maker", "Voided", "Factory", whole.p, { basedOn: whole.basedOn });
    await expect(stale()).to.be.revertedWithCustomError(y.ledger, "ContentsMismatch");
    expect((await y.ledger.consignmentOf(a)).contents).to.equal(contents);
    await y.sendLines(a, "maker", "Voided", "Factory", { contents: UNITS - 4, leaving: UNITS - 4 });
    expect(await loaded(y)).to.equal(0n);
  });
});

import { expect } from "chai";
import { ZeroHash } from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import type { Kind } from "../../sdk/vocabulary.js";
import { Adjustment, CorrectionReason, type RoleName } from "../../sdk/vocabulary.js";
import type { ParticularsStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture } from "../support/chain.js";
import { headFromLogs } from "../support/containerHistory.js";
import { proofOf } from "../support/containerProofs.js";
import { ENTRY, toCountry, UNITS, yard, type Part, type Yard } from "../support/containers.js";
import { particulars } from "../support/records.js";
import { flagSet } from "../../assurance/model/word.js";
import { at } from "../support/world.js";
import { writeWord } from "../support/writeWord.js";

/** Corrects the last record of a kind, as its author. */
async function correct(
  y: Yard,
  id: ConsignmentId,
  by: Part,
  role: RoleName,
  kind: keyof typeof Kind,
  particulars: ParticularsStruct[] = [],
): Promise<unknown> {
  const { proof, basedOn } = await proofOf(y.w, id, kind, particulars);
  const c = await y.checkpoint(id, by, "Correction", role, { basedOn, detail: CorrectionReason.DidNotOccur });
  return y.ledger.connect(y.parts[by].account).recordProved(c, proof);
}

/** A container diverted to Germany on its way to China, landed there, with goods in it. */
async function diverted(): Promise<{ y: Yard; k: ConsignmentId; a: ConsignmentId }> {
  const y = await yard();
  const [a, b] = await y.several("a", "b");
  const k = await y.loaded("k", [a!, b!]);
  await y.write(k, "office", "ExportCleared", "Customs");
  await y.write(k, "keeper", "Departed", "Carrier", { detail: 1 });
  await y.write(k, "keeper", "Diverted", "Carrier", { basedOn: toCountry("DE"), place: "" });
  await y.write(k, "keeper", "Arrived", "Carrier", { place: "DEHAM" });
  return { y, k, a: a! };
}

/** What happens around goods, or inside a container, leaves no step in their own history. */
describe("Containers: changes that a history does not show", () => {
  describe("customs records after the container was diverted", () => {
    it("count like any others", async () => {
      const { y, k, a } = await loadFixture(diverted);
      await y.write(a, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.maker.id });
      expect((await y.effective(a)).customs).to.equal("Declared");
      await y.write(a, "office", "ImportCleared", "Customs");
      expect((await y.effective(a)).customs).to.equal("Cleared");
      await y.unpack(k, [a]);
      expect((await y.word(a)).customs).to.equal("Cleared");
    });

    it("are not washed off a refusal by unpacking", async () => {
      const { y, k, a } = await loadFixture(diverted);
      await y.write(a, "office", "Refused", "Customs");
      expect((await y.effective(a)).customs).to.equal("Refused");
      await y.unpack(k, [a]);
      expect((await y.word(a)).customs).to.equal("Refused");
    });

    it("are not washed off a refusal by taking goods back", async () => {
      const { y, a } = await loadFixture(diverted);
      await y.write(a, "office", "Refused", "Customs");
      await (await y.ledger.suspendParty(y.parts.keeper.id)).wait();
      await y.write(a, "maker", "TakenBack", "Factory");
      expect((await y.word(a)).customs).to.equal("Refused");
    });
  });

  describe("a correction of a record about packed goods", () => {
    it("does not bring used up goods back into a container that went on without them", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a", "b");
      await y.write(a!, "office", "Refused", "Customs");
      const { p, basedOn } = particulars([y.line(UNITS)], [y.line(UNITS)]);
      await y.sendByLines(a!, "keeper", "Adjusted", "Carrier", p, { detail: Adjustment.Theft, basedOn });
      await y.write(k, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
      await y.write(k, "office", "ImportCleared", "Customs");
      await y.write(k, "keeper", "Delivered", "Carrier");
      // Refused goods would have been delivered.
      await expect(correct(y, a!, "keeper", "Carrier", "Adjusted", [p])).to.not.emit(y.ledger, "RecordUndone");
      expect((await y.word(a!)).movement).to.equal("Closed");
      expect(await y.counts(k)).to.deep.equal([2, 0, 0, 1]);
    });

    it("does not add units to what the container was cleared with", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a", "b");
      const { p, basedOn } = particulars([y.line(UNITS)], [y.line(UNITS - 1)]);
      await y.sendByLines(a!, "keeper", "Adjusted", "Carrier", p, { detail: Adjustment.Shortage, basedOn });
      await y.write(k, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
      await y.write(k, "office", "ImportCleared", "Customs");
      await expect(correct(y, a!, "keeper", "Carrier", "Adjusted", [p])).to.not.emit(y.ledger, "RecordUndone");
      expect(await headFromLogs(y.w, a!)).to.equal(await y.ledger.headOf(a!));
    });

    it("takes back what it set on goods that stand apart", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a", "b");
      await y.write(a!, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
      await y.write(a!, "office", "ImportCleared", "Customs");
      await expect(correct(y, a!, "office", "Customs", "ImportCleared")).to.emit(y.ledger, "RecordUndone");
      expect((await y.effective(a!)).customs).to.equal("Declared");
      expect(await y.counts(k)).to.deep.equal([2, 0, 1, 1]);
    });
  });

  it("a container's arrival is not undone once goods in it were cleared there", async () => {
    const y = await loadFixture(yard);
    const [k, a] = await y.landed("k", "a", "b");
    await y.write(a!, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
    await y.write(a!, "office", "ImportCleared", "Customs");
    await expect(correct(y, k, "keeper", "Carrier", "Arrived")).to.not.emit(y.ledger, "RecordUndone");
    expect((await y.effective(a!)).movement).to.equal("Arrived");
  });

  it("goods on an inland leg stand nowhere, and are not packed where they stood last", async () => {
    const y = await loadFixture(yard);
    const a = await y.ready("a");
    await y.sail(a);
    await y.write(a, "keeper", "Forwarded", "Carrier", { detail: 3 });
    const k = await y.container("k", ENTRY);
    await y.refused(["NotThere", a, at(ENTRY), at("")], [k, a], () => y.pack(k, [a]));
    await y.write(a, "keeper", "Received", "Carrier");
    await y.pack(k, [a]);
    expect((await y.word(k)).flags).to.not.include("inland");
  });

  it("goods that were used up under a hold come out of the container", async () => {
    const y = await loadFixture(yard);
    const [k, a] = await y.landed("k", "a", "b");
    await y.write(a!, "office", "Held", "Inspector");
    await y.sendLines(a!, "office", "Adjusted", "Inspector", { leaving: UNITS }, { detail: Adjustment.Sample });
    expect(await y.counts(k)).to.deep.equal([2, 0, 0, 1]);
    await y.unpack(k, [a!]);
    expect((await y.word(a!)).movement).to.equal("Closed");
    expect(await y.counts(k)).to.deep.equal([1, 0, 0, 1]);
  });

  it("who made a container recalls nothing by it", async () => {
    const y = await loadFixture(yard);
    const { boxer, maker } = y.parts;
    const a = await y.ready("a");
    const k = await y.loaded("k", [a]);
    const recall = (by: typeof boxer, id: ConsignmentId) =>
      y.ledger.connect(by.account).placeRecall(by.id, 3, id, "0x0000", [], ZeroHash);
    await y.refused(["NotRecaller", 3, k, boxer.id], [k], () => recall(boxer, k));
    await y.refused(["NotRecaller", 3, a, boxer.id], [a], () => recall(boxer, a));
    await expect(recall(maker, a)).to.emit(y.ledger, "RecallPlaced");
  });

  describe("a full history", () => {
    const LAST = 2n ** 24n - 1n;

    /** Gives a consignment a sequence that no test reaches by records. */
    async function setSequence(y: Yard, id: ConsignmentId, sequence: bigint): Promise<void> {
      const word = await y.ledger.wordOf(id);
      await writeWord(y.ledger, id, word - BigInt.asUintN(24, word) + sequence);
    }

    it("of goods takes neither packing nor unpacking", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      const k = await y.loaded("k", [b!]);
      await setSequence(y, a!, LAST);
      await y.refused(["HistoryFull", a!], [k, a!], () => y.pack(k, [a!]));
      await setSequence(y, b!, LAST);
      await y.refused(["HistoryFull", b!], [k, b!], () => y.unpack(k, [b!]));
    });

    it("of goods or their container takes no taking back", async () => {
      const y = await loadFixture(yard);
      const [k, a, b] = await y.landed("k", "a", "b");
      await (await y.ledger.suspendParty(y.parts.keeper.id)).wait();
      // Coming out and being taken back are two steps.
      await setSequence(y, a!, LAST - 1n);
      await y.refuse(["HistoryFull", a!], a!, "maker", "TakenBack", "Factory");
      await setSequence(y, a!, LAST - 2n);
      await y.write(a!, "maker", "TakenBack", "Factory");
      expect((await y.word(a!)).sequence).to.equal(LAST);
      await setSequence(y, k, LAST);
      await y.refuse(["HistoryFull", k], b!, "maker", "TakenBack", "Factory");
      expect((await y.word(b!)).flags).to.deep.equal(flagSet("packed"));
    });
  });
});

import { expect } from "chai";

import type { ConsignmentId } from "../../sdk/ids.js";
import { Adjustment, Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { headFromLogs } from "../support/containerHistory.js";
import { ENTRY, HOME, toCountry, UNITS, yard, type Yard } from "../support/containers.js";
import { flagSet } from "../../assurance/model/word.js";

/** Containers around the goods, innermost first. */
const LEVELS = [1, 2, 3];

/** Goods a and b in a container in a container …, and goods c in the outermost one. */
interface Nest {
  y: Yard;
  a: ConsignmentId;
  b: ConsignmentId;
  c: ConsignmentId;
  /** Innermost first. */
  around: ConsignmentId[];
  outermost: ConsignmentId;
}

async function nest(depth: number, destination = "CN"): Promise<Nest> {
  const y = await yard();
  const [a, b, c] = [
    await y.ready("a", { destination }),
    await y.ready("b", { destination }),
    await y.ready("c", { destination }),
  ];
  const around: ConsignmentId[] = [];
  for (let level = 1; level <= depth; level++) {
    const inner = around.length === 0 ? [a, b] : around.slice(-1);
    around.push(await y.loaded(`level ${level}`, level === depth ? [...inner, c] : inner));
  }
  return { y, a, b, c, around, outermost: around.at(-1)! };
}

for (const depth of LEVELS) {
  describe(`Containers: goods ${depth} deep`, () => {
    const nested = () => nest(depth);

    async function landed(): Promise<Nest> {
      const n = await nest(depth);
      await n.y.sail(n.outermost);
      return n;
    }

    /** [stopped, apart] of each container around, innermost first. */
    async function countsAround({ y, around }: Nest): Promise<number[][]> {
      return Promise.all(around.map(async (id) => (await y.counts(id)).slice(1, 3)));
    }

    it("are counted, and their containers know how deep they are", async () => {
      const { y, around } = await loadFixture(nested);
      const counts = await Promise.all(around.map((id) => y.counts(id)));
      expect(counts).to.deep.equal(
        around.map((_, i) => {
          const children = (i === 0 ? 2 : 1) + (i === depth - 1 ? 1 : 0);
          return [children, 0, 0, i + 1];
        }),
      );
    });

    it("have their movement, place and custody from the outermost container", async () => {
      const { y, a, around, outermost } = await loadFixture(nested);
      const { keeper, stranger, maker } = y.parts;
      const own = await y.ledger.wordOf(a);
      const expectState = async (movement: string, place: string, stands: boolean, by: bigint, next = 0n) => {
        for (const id of [a, ...around]) {
          const word = await y.effective(id);
          const { lastMoveAt, offeredAt, destination } = await y.word(outermost);
          const seen = [word.movement, word.place, word.custodian, word.next, word.lastMoveAt, word.offeredAt];
          expect(seen).to.deep.equal([movement, place, by, next, lastMoveAt, offeredAt]);
          expect(word.destination).to.equal(destination);
          const state = await y.ledger.consignmentOf(id);
          expect([state.custodian, state.next, state.stands, state.lastMoveAt]).to.deep.equal([
            by,
            next,
            stands,
            lastMoveAt,
          ]);
        }
        expect(await y.ledger.wordOf(a)).to.equal(own);
      };
      await expectState("Ready", HOME, true, keeper.id);
      await y.write(outermost, "office", "ExportCleared", "Customs");
      expect((await y.ledger.consignmentOf(a)).exportOwn).to.equal(true);
      await y.write(outermost, "keeper", "Departed", "Carrier", { detail: 1, next: stranger.id });
      await expectState("InTransit", HOME, false, keeper.id, stranger.id);
      await y.write(outermost, "stranger", "Transshipped", "Port", { place: "SGSIN", next: keeper.id });
      await expectState("AtTransit", "SGSIN", true, stranger.id, keeper.id);
      await y.write(outermost, "keeper", "Departed", "Carrier", { detail: 1 });
      await y.write(outermost, "keeper", "Diverted", "Carrier", { basedOn: toCountry("DE"), place: "" });
      await y.write(outermost, "keeper", "Arrived", "Carrier", { place: "DEHAM" });
      await expectState("Arrived", "DEHAM", true, keeper.id);
      await y.write(outermost, "keeper", "Forwarded", "Carrier", { detail: 3 });
      await expectState("Arrived", "DEHAM", false, keeper.id);
      await y.write(outermost, "keeper", "Received", "Carrier", { place: "FRPAR" });
      await y.write(outermost, "agent", "ImportDeclared", "Broker", { detail: 1, principal: keeper.id });
      expect((await y.effective(a)).customs).to.equal("Declared");
      await y.write(outermost, "office", "ImportCleared", "Customs");
      await y.write(outermost, "keeper", "Delivered", "Carrier");
      await expectState("Delivered", "FRPAR", true, keeper.id);
      const { creator, customs, customsOwn } = await y.ledger.consignmentOf(a);
      expect([creator, customs, customsOwn]).to.deep.equal([maker.id, 3n, true]);
    });

    it("are closed when the outermost container is destroyed", async () => {
      const { y, a, outermost } = await loadFixture(nested);
      await y.write(outermost, "keeper", "Destroyed", "Carrier");
      expect((await y.effective(a)).movement).to.equal("Closed");
      await y.refuse(["MovementForbids", a, Kind.Incident, 7], a, "keeper", "Incident", "Carrier", { detail: 1 });
    });

    it("held, stop every container around until the last hold is lifted", async () => {
      const n = await loadFixture(landed);
      const { y, a, b, c, around, outermost } = n;
      const all = (stopped: number) => around.map((_, i) => [i === 0 ? stopped : Math.min(stopped, 1), 0]);
      await y.write(a, "office", "Held", "Customs");
      await y.write(a, "office2", "Held", "Inspector");
      expect(await countsAround(n)).to.deep.equal(all(1));
      await y.write(b, "office", "Held", "Customs");
      expect(await countsAround(n)).to.deep.equal(all(2));
      for (const id of around) expect((await y.word(id)).flags).to.include("stoppedInside");
      await y.refuse(["ConsignmentHeld", outermost, 0n, true], outermost, "keeper", "Received", "Carrier");
      await y.write(a, "office", "HoldLifted", "Customs", { basedOn: await y.holdOf(a, "office") });
      expect(await countsAround(n)).to.deep.equal(all(2));
      await y.write(a, "office2", "HoldLifted", "Inspector", { basedOn: await y.holdOf(a, "office2") });
      expect(await countsAround(n)).to.deep.equal(all(1));
      // What is beside them is stopped by nothing but its own container.
      expect((await y.effective(c)).flags).to.not.include("stoppedInside");
      await y.write(b, "office", "HoldLifted", "Customs", { basedOn: await y.holdOf(b, "office") });
      expect(await countsAround(n)).to.deep.equal(all(0));
      for (const id of around) expect((await y.word(id)).flags).to.not.include("stoppedInside");
      await y.write(outermost, "keeper", "Received", "Carrier");
    });

    it("apart, keep the containers around from being treated as one until they are closed", async () => {
      const n = await loadFixture(landed);
      const { y, a, b, outermost, around } = n;
      const principal = y.parts.keeper.id;
      const declare = { detail: 1, principal };
      await y.write(a, "agent", "ImportDeclared", "Broker", declare);
      expect(await countsAround(n)).to.deep.equal(around.map(() => [0, 1]));
      await y.write(b, "agent", "ImportDeclared", "Broker", declare);
      expect(await countsAround(n)).to.deep.equal(around.map((_, i) => [0, i === 0 ? 2 : 1]));
      for (const id of around) expect((await y.word(id)).flags).to.include("apartInside");
      await y.refuse(
        ["ApartInside", outermost, Kind.ImportDeclared],
        outermost,
        "agent",
        "ImportDeclared",
        "Broker",
        declare,
      );
      await y.write(outermost, "keeper", "Received", "Carrier");
      await y.sendLines(a, "office", "ImportCleared", "Customs", { leaving: UNITS });
      expect(await countsAround(n)).to.deep.equal(around.map(() => [0, 1]));
      await y.sendLines(b, "keeper", "Adjusted", "Carrier", { leaving: UNITS }, { detail: Adjustment.Theft });
      expect(await countsAround(n)).to.deep.equal(around.map(() => [0, 0]));
      for (const id of around) expect((await y.word(id)).flags).to.not.include("apartInside");
      await y.write(outermost, "agent", "ImportDeclared", "Broker", declare);
    });

    it("refused, stop the containers around until they are used up", async () => {
      const n = await loadFixture(landed);
      const { y, a, outermost, around } = n;
      await y.write(a, "office", "Refused", "Customs");
      expect(await countsAround(n)).to.deep.equal(around.map(() => [1, 1]));
      await y.refuse(["ConsignmentHeld", outermost, 0n, true], outermost, "keeper", "Forwarded", "Carrier", {
        detail: 3,
      });
      await y.sendLines(a, "office", "Adjusted", "Customs", { leaving: UNITS }, { detail: Adjustment.Damage });
      expect(await countsAround(n)).to.deep.equal(around.map(() => [0, 0]));
      await y.write(outermost, "keeper", "Forwarded", "Carrier", { detail: 3 });
    });

    it("have the customs state of the innermost that has records of its own", async () => {
      const { y, a, b, c, around, outermost } = await loadFixture(landed);
      const principal = y.parts.keeper.id;
      const states = async () => Promise.all([a, b, c, outermost].map(async (id) => (await y.effective(id)).customs));
      if (depth > 1) {
        await y.write(around[0]!, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
        expect(await states()).to.deep.equal(["Declared", "Declared", "None", "None"]);
        await y.write(a, "office", "ImportCleared", "Customs");
        expect(await states()).to.deep.equal(["Cleared", "Declared", "None", "None"]);
      } else {
        await y.write(outermost, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
        await y.write(a, "office", "ImportCleared", "Customs");
        expect(await states()).to.deep.equal(["Cleared", "Declared", "Declared", "Declared"]);
      }
    });

    it("are stopped by a hold on any container around them", async () => {
      const { y, a, c, around, outermost } = await loadFixture(landed);
      const principal = y.parts.keeper.id;
      for (const id of [a, c]) await y.write(id, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
      for (const id of around) {
        await y.write(id, "office", "Held", "Customs");
        await y.refuse(["ConsignmentHeld", a, 0n, true], a, "office", "ImportCleared", "Customs");
        await y.refuse(["ConsignmentHeld", a, 0n, true], a, "office", "Refused", "Customs");
        await y.refused(["ConsignmentHeld", a, 0n, true], [a], () =>
          y.sendLines(a, "keeper", "Adjusted", "Carrier", { leaving: 1 }, { detail: Adjustment.Shortage }),
        );
        expect((await y.ledger.consignmentOf(a)).stoppedElsewhere).to.equal(true);
        expect((await y.word(a)).flags).to.not.include("stoppedInside");
        await y.write(a, "office", "Inspected", "Customs", { detail: 1 });
        if (id !== outermost) {
          // A hold on one of the inner ones leaves what is beside it alone.
          expect((await y.ledger.consignmentOf(c)).stoppedElsewhere).to.equal(false);
        }
        await y.write(id, "office", "HoldLifted", "Customs", { basedOn: await y.holdOf(id, "office") });
      }
      await y.write(a, "office", "ImportCleared", "Customs");
      await y.write(c, "office", "ImportCleared", "Customs");
    });

    it("are taken back by their creator from where they are, and the heads around are bound", async () => {
      const { y, a, b, c, around, outermost } = await loadFixture(landed);
      const { maker, keeper } = y.parts;
      await y.write(b, "office", "Held", "Customs");
      await y.write(a, "agent", "ImportDeclared", "Broker", { detail: 1, principal: keeper.id });
      await (await y.ledger.suspendParty(keeper.id)).wait();
      await y.refuse(["ConsignmentHeld", b, 1n, false], b, "maker", "TakenBack", "Factory");
      await y.write(a, "maker", "TakenBack", "Factory");
      const { movement, place, custodian, customs, flags } = await y.word(a);
      expect([movement, place, custodian, customs]).to.deep.equal(["Arrived", ENTRY, maker.id, "Declared"]);
      expect(flags).to.deep.equal(flagSet("exportCleared", "exportOwn", "travelled"));
      for (const id of around) expect((await y.word(id)).flags).to.not.include("apartInside");
      expect((await y.word(outermost)).flags).to.include("stoppedInside");
      for (const id of [a, b, c, ...around]) expect(await headFromLogs(y.w, id)).to.equal(await y.ledger.headOf(id));
    });
  });
}

describe("Containers: how deep", () => {
  it("a container goes into no deeper nest than the ledger takes", async () => {
    const { y, outermost } = await nest(LEVELS.length);
    const k = await y.container("too deep");
    await y.refused(["TooDeep", outermost, k], [outermost, k], () => y.pack(k, [outermost]));
  });

  it("an empty container counts as one that holds none", async () => {
    const y = await loadFixture(yard);
    const empty = await y.container("empty");
    const k = await y.loaded("k", [empty]);
    expect(await y.counts(k)).to.deep.equal([1, 0, 0, 2]);
    expect((await y.word(empty)).flags).to.deep.equal(flagSet("packed", "container"));
  });
});

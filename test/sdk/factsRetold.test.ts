import { expect } from "chai";

import { factsOf, type Facts } from "../../sdk/facts.js";
import { parseScope } from "../../sdk/places/scope.js";
import type { TraceRecord } from "../../sdk/trace/journey.js";
import type { TraceBatch } from "../../sdk/trace/trace.js";
import { Customs } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { followedBy, record, retold, toldWorld, type ToldWorld } from "../support/matter.js";

/** Records of the told journey. */
const [EXPORTED, DEPARTED, ARRIVED, STORED, DECLARED, RELEASED, RELEASED_THE_REST] = [4, 6, 9, 16, 17, 20, 21] as const;

/** Where Word.sol has what decides whether goods are in bond. */
const MOVEMENT = 0b111n << 236n;
const CUSTOMS = 0b1111n << 240n;
const CUSTOMS_CLEARED = BigInt(Customs.Cleared) << 240n;
const DOMESTIC = 1n << 247n;

/** The facts of the told journey with other words in some records. */
async function factsWith(
  changes: (w: ToldWorld) => Readonly<Record<number, Partial<TraceRecord> | null>>,
): Promise<Facts> {
  const w = await loadFixture(toldWorld);
  return factsOf(retold(w.trace, changes(w)));
}

/** The facts when one batch after the other was loaded, of these origins. */
async function factsOfBatches(origins: readonly (string | undefined)[]): Promise<Facts> {
  const { trace } = await loadFixture(toldWorld);
  const [line] = trace.creation.lines;
  const [batch] = trace.batches.values();
  const lines = origins.map((_, index) => ({ ...line!, batch: `batch ${index}` }));
  const batches = new Map(
    origins.flatMap((origin, index): [string, TraceBatch][] =>
      origin === undefined ? [] : [[`batch ${index}`, { ...batch!, origin }]],
    ),
  );
  return factsOf({ ...trace, creation: { ...trace.creation, lines }, batches });
}

describe("sdk/facts: factsOf, by what the records say", () => {
  it("tells every country of origin once, in order, and none of a batch that is not described", async () => {
    expect((await factsOfBatches(["NZ", "AU", "NZ", undefined])).countryOfOrigin?.value).to.deep.equal(["AU", "NZ"]);
    expect((await factsOfBatches([undefined])).countryOfOrigin).to.equal(undefined);
  });

  it("tells where goods arrived last, and what cleared them for export last", async () => {
    const facts = await factsWith((w) => ({
      [DEPARTED + 1]: { kind: "ExportCleared", basis: "own", party: w.cast.sgPort.id },
      [DEPARTED + 2]: { kind: "Arrived" },
    }));
    expect(facts.arrivalPort?.steps.map(({ sequence }) => sequence)).to.deep.equal([ARRIVED]);
    expect(facts.exportClearance?.steps.map(({ sequence }) => sequence)).to.deep.equal([DEPARTED + 1]);
  });

  it("tells where the ship was loaded, though lorries took the goods over a border before", async () => {
    const facts = await factsWith(() => ({ [DEPARTED]: { detailName: "Road" } }));
    expect(facts.shippingPort).to.deep.include({ value: "SGSIN" });
    expect(facts.shippingPort?.steps.map(({ sequence }) => sequence)).to.deep.equal([DEPARTED + 2]);
    expect(facts.transportMethod?.value).to.deep.equal(["Road", "Maritime"]);
  });

  it("tells where goods entered the country in which they arrived, though they are on their way out of it again", async () => {
    const w = await loadFixture(toldWorld);
    const entered = retold(w.trace, {
      [DEPARTED + 1]: { place: parseScope("CNNGB") },
      [DEPARTED + 2]: { place: parseScope("CNNGB") },
    });
    const { occurredAt } = entered.records.at(-1)!;
    const left = followedBy(entered, DEPARTED, { place: parseScope("CNSHG"), occurredAt: occurredAt + 60 });
    const out = followedBy(left, DEPARTED + 1, { place: parseScope("SGSIN"), occurredAt: occurredAt + 3_600 });
    for (const story of [entered, left, out]) {
      expect(factsOf(story).arrivalPort?.steps.map(({ sequence }) => sequence)).to.deep.equal([DEPARTED + 1]);
    }
  });

  describe("calls a warehouse bonded", () => {
    const cases: Readonly<
      Record<string, [bonded: boolean, (w: ToldWorld) => Readonly<Record<number, Partial<TraceRecord>>>]>
    > = {
      "that took arrived goods over which nobody had cleared": [true, () => ({})],
      "not after a clearance of all of them": [false, () => ({ [STORED - 1]: { kind: "ImportCleared" } })],
      "after a clearance of some": [
        true,
        (w) => ({ [STORED - 1]: { kind: "ImportCleared", particulars: record(w, RELEASED).particulars } }),
      ],
      "after a clearance, when they were diverted since": [
        true,
        () => ({ [STORED - 2]: { kind: "ImportCleared" }, [STORED - 1]: { kind: "Diverted" } }),
      ],
      "after a clearance, when they were returned since": [
        true,
        () => ({ [STORED - 2]: { kind: "ImportCleared" }, [STORED - 1]: { kind: "Returned" } }),
      ],
      "not after a clearance that came after the diversion": [
        false,
        () => ({ [STORED - 2]: { kind: "Diverted" }, [STORED - 1]: { kind: "ImportCleared" } }),
      ],
      "not after a clearance, whatever else came since": [
        false,
        () => ({ [STORED - 2]: { kind: "ImportCleared" }, [STORED - 1]: { kind: "Sighted" } }),
      ],
      "not another party's place": [false, () => ({ [STORED]: { role: "Carrier" } })],
      "not for another record": [false, () => ({ [STORED]: { kind: "Sighted" } })],
      "not before they arrived": [false, (w) => ({ [STORED]: { before: record(w, STORED).before & ~MOVEMENT } })],
      "not of goods whose word says cleared": [
        false,
        (w) => ({ [STORED]: { before: (record(w, STORED).before & ~CUSTOMS) | CUSTOMS_CLEARED } }),
      ],
      "not of goods that stayed in their territory": [
        false,
        (w) => ({ [STORED]: { before: record(w, STORED).before | DOMESTIC } }),
      ],
    };
    for (const [what, [bonded, changes]] of Object.entries(cases)) {
      it(what, async () => {
        const { bondedWarehouse } = await factsWith(changes);
        expect(bondedWarehouse?.steps.map(({ sequence }) => sequence)).to.deep.equal(bonded ? [STORED] : undefined);
      });
    }
  });

  describe("says of a clearance", () => {
    it("that it was of all, once the last units are released, whatever is written later", async () => {
      const w = await loadFixture(toldWorld);
      const later = followedBy(w.trace, STORED, {});
      expect(factsOf(later).importClearance?.value.outcome).to.equal("Cleared");
    });

    it("that it was of some, where the rest leaves later in another way", async () => {
      const rest = (w: ToldWorld): Partial<TraceRecord> => ({
        kind: "Adjusted",
        particulars: record(w, RELEASED_THE_REST).particulars,
      });
      const facts = await factsWith((w) => ({ [RELEASED_THE_REST]: rest(w) }));
      expect(facts.importClearance?.value.outcome).to.equal("PartlyCleared");
    });

    it("that customs confirmed what was reported, which then counts as customs' word", async () => {
      const w = await loadFixture(toldWorld);
      const { cnCustoms, broker } = w.cast;
      const reportedOnly = retold(w.trace, { [RELEASED_THE_REST]: null });
      const confirmed = followedBy(reportedOnly, DECLARED, {
        kind: "Confirmed",
        party: cnCustoms.id,
        role: "Customs",
        about: RELEASED,
      });
      const [before, after] = [factsOf(reportedOnly), factsOf(confirmed)].map(
        ({ importClearance }) => importClearance!.value,
      );
      expect(before).to.deep.include({
        basis: "reported",
        sources: [{ party: broker.id, basis: "reported", confirmedBy: undefined }],
      });
      expect(after).to.deep.include({
        basis: "own",
        sources: [{ party: broker.id, basis: "reported", confirmedBy: cnCustoms.id }],
      });
    });

    it("whose word it is, the strongest first, and names the weakest", async () => {
      const w = await loadFixture(toldWorld);
      const { cnCustoms, broker } = w.cast;
      // The broker reports once more, and customs confirms the first report.
      const more = followedBy(w.trace, RELEASED, { place: parseScope("CNSHG") });
      const confirmed = followedBy(more, DECLARED, {
        kind: "Confirmed",
        party: cnCustoms.id,
        role: "Customs",
        about: RELEASED,
      });
      const { value } = factsOf(confirmed).importClearance!;
      expect(value.sources).to.deep.equal([
        { party: cnCustoms.id, basis: "own", confirmedBy: undefined },
        { party: broker.id, basis: "reported", confirmedBy: cnCustoms.id },
        { party: broker.id, basis: "reported", confirmedBy: undefined },
      ]);
      expect(value).to.include({ party: broker.id, place: "CNSHG", basis: "reported" });
    });

    it("that a contradicted one is none", async () => {
      const w = await loadFixture(toldWorld);
      const contradicted = followedBy(w.trace, DECLARED, { kind: "Contradicted", role: "Customs", about: EXPORTED });
      expect(factsOf(contradicted).exportClearance).to.equal(undefined);
    });
  });
});

import { expect } from "chai";
import { hexlify, toUtf8Bytes, zeroPadBytes } from "ethers";

import { metAfter, sinceHeadedElsewhere } from "../../../sdk/trace/headedElsewhere.js";
import type { TraceRecord } from "../../../sdk/trace/journey.js";
import { storyOf } from "../../../sdk/trace/story.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { parseScope } from "../../../sdk/places/scope.js";
import { Customs } from "../../../sdk/vocabulary.js";
import { decodeWord } from "../../../sdk/word.js";
import { loadFixture } from "../../support/chain.js";
import { CONTAINER, followedBy, toldWorld } from "../../support/matter.js";

/** The last record of the told journey. */
const [DEPARTED, LAST] = [6, 21];
/** Where Word.sol has the state at customs. */
const CUSTOMS = { mask: 0b1111n << 240n, cleared: BigInt(Customs.Cleared) << 240n };

/** How a record says where goods are headed: ISO 3166-1 alpha-2, in its first two bytes. */
function to(country: string): Pick<TraceRecord, "basedOn"> {
  return { basedOn: zeroPadBytes(hexlify(toUtf8Bytes(country)), 32) };
}

/** The told journey, headed on by a record of a kind, with another after it where the state that it met is said. */
function headed(trace: Trace, kind: "Diverted" | "Returned", changes: Partial<TraceRecord>, met?: bigint): Trace {
  const on = followedBy(trace, DEPARTED, { kind, ...changes });
  return met === undefined ? on : followedBy(on, DEPARTED, { before: met });
}

/** The sequences of what is told since goods were headed for another territory. */
function sequencesSince(trace: Trace): number[] {
  return sinceHeadedElsewhere(trace, storyOf(trace)).map(({ record }) => record.sequence);
}

describe("sdk/trace: since goods were headed elsewhere", () => {
  it("is all that is told of goods that never were", async () => {
    const { trace } = await loadFixture(toldWorld);
    expect(sequencesSince(trace)).to.deep.equal(trace.records.map(({ sequence }) => sequence));
    const departed = followedBy(trace, DEPARTED, { kind: "Departed", ...to("AU") });
    expect(sequencesSince(departed)).to.have.length(trace.records.length + 1);
  });

  it("is what comes after a diversion to another country than they were bound for", async () => {
    const { trace } = await loadFixture(toldWorld);
    const [record] = trace.records;
    expect(decodeWord(record!.before).destination).to.equal("CN");
    const none = record!.before & ~CUSTOMS.mask;
    expect(sequencesSince(headed(trace, "Diverted", to("AU")))).to.deep.equal([]);
    expect(sequencesSince(headed(trace, "Diverted", to("AU"), none))).to.deep.equal([LAST + 2]);
    const twice = followedBy(headed(trace, "Diverted", to("AU"), none), DEPARTED, { kind: "Diverted", ...to("JP") });
    expect(sequencesSince(twice)).to.deep.equal([]);
    // To the country that they were bound for already.
    expect(sequencesSince(headed(trace, "Diverted", to("CN"), none))).to.have.length(trace.records.length + 2);
  });

  it("is what comes after a way back over a border, and none after one within a country", async () => {
    const { trace } = await loadFixture(toldWorld);
    const none = trace.records[0]!.before & ~CUSTOMS.mask;
    const at = (place: string): Partial<TraceRecord> => ({ place: parseScope(place), ...to("NZ") });
    expect(sequencesSince(headed(trace, "Returned", at("CNSHG"), none))).to.deep.equal([LAST + 2]);
    expect(sequencesSince(headed(trace, "Returned", at("CNSHG")))).to.deep.equal([]);
    expect(sequencesSince(headed(trace, "Returned", at("NZAKL"), none))).to.have.length(trace.records.length + 2);
  });

  it("is all where the ledger kept the state at customs: both countries are of one territory", async () => {
    const { trace } = await loadFixture(toldWorld);
    const kept = (trace.records[0]!.before & ~CUSTOMS.mask) | CUSTOMS.cleared;
    for (const kind of ["Diverted", "Returned"] as const)
      expect(sequencesSince(headed(trace, kind, to("AU"), kept))).to.have.length(trace.records.length + 2);
  });
});

describe("sdk/trace: metAfter", () => {
  it("is the state that the next step of the same journey met", async () => {
    const { trace } = await loadFixture(toldWorld);
    const story = storyOf(trace);
    for (const [index, step] of story.entries()) {
      const next = trace.records[index + 1];
      expect(metAfter(trace, step)).to.deep.equal(next === undefined ? undefined : decodeWord(next.before));
    }
    const [step] = story;
    expect(metAfter(trace, { ...step!, consignment: CONTAINER })).to.equal(undefined);
    const [first, second] = trace.records;
    const inside = { consignment: CONTAINER, creation: trace.creation, steps: [first!, second!], records: [] };
    const told = { ...trace, inside: [inside] };
    expect(metAfter(told, { ...step!, consignment: CONTAINER })).to.deep.equal(decodeWord(second!.before));
    // A creation met nothing.
    const begun = { ...inside, steps: [first!, { ...trace.creation, sequence: 9 } as never] };
    expect(metAfter({ ...trace, inside: [begun] }, { ...step!, consignment: CONTAINER })).to.equal(undefined);
  });
});

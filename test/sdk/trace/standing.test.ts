import { expect } from "chai";

import type { KindName, TraceRecord } from "../../../sdk/trace/journey.js";
import { laterAbout, standingSteps } from "../../../sdk/trace/standing.js";
import { storyOf, type StoryStep } from "../../../sdk/trace/story.js";
import { Telling } from "../../support/telling.js";

/** Goods of which records are told, each with what is about it. */
function goodsWith(...records: [kind: KindName, changes?: Partial<TraceRecord>][]): Telling {
  const goods = new Telling("goods");
  for (const [kind, changes] of records) goods.record(kind, changes);
  return goods;
}

/** The sequences of what still stands. */
function standing(goods: Telling): number[] {
  const trace = goods.trace();
  return standingSteps(trace, storyOf(trace)).map(({ record }) => record.sequence);
}

const about = (sequence: number, detailName?: string): Partial<TraceRecord> => ({ about: sequence, detailName });

describe("sdk/trace: what still stands of a story", () => {
  it("is all that nobody took back", () => {
    expect(standing(goodsWith(["Origin"], ["Departed"], ["Arrived"]))).to.deep.equal([2, 3, 4]);
    expect(standing(goodsWith(["Origin", { undoneBy: 3 }], ["Correction", about(2)]))).to.deep.equal([3]);
  });

  it("is not what customs contradicted, unless they call that wrong", () => {
    expect(standing(goodsWith(["ImportCleared"], ["Contradicted", about(2)]))).to.deep.equal([3]);
    expect(
      standing(goodsWith(["ImportCleared"], ["Contradicted", about(2)], ["Correction", about(3, "DidNotOccur")])),
    ).to.deep.equal([2, 3, 4]);
  });

  it("is not a word that its author says did not occur, nor what it saw that was incorrect", () => {
    for (const [kind, reason, stands] of [
      ["Sighted", "IncorrectData", false],
      ["Inspected", "DidNotOccur", false],
      ["Incident", "IncorrectData", false],
      ["Confirmed", "IncorrectData", false],
      ["ImportCleared", "DidNotOccur", false],
      ["ImportCleared", "IncorrectData", true],
      ["ExportCleared", "DidNotOccur", false],
      ["ImportDeclared", "DidNotOccur", false],
      ["Refused", "DidNotOccur", false],
      // A move and a hold are as the ledger has them.
      ["Departed", "DidNotOccur", true],
      ["Held", "DidNotOccur", true],
    ] as const) {
      expect(standing(goodsWith([kind], ["Correction", about(2, reason)])), `${kind} ${reason}`).to.deep.equal(
        stands ? [2, 3] : [3],
      );
    }
  });

  it("is again what was called wrong by a word that is called wrong, and so on", () => {
    const seen: [KindName, Partial<TraceRecord>?] = ["Sighted"];
    const wrong = (sequence: number): [KindName, Partial<TraceRecord>] => [
      "Correction",
      about(sequence, "DidNotOccur"),
    ];
    expect(standing(goodsWith(seen, wrong(2), wrong(3)))).to.deep.equal([2, 3, 4]);
    expect(standing(goodsWith(seen, wrong(2), wrong(3), wrong(4)))).to.deep.equal([3, 4, 5]);
    // A correction whose reason alone was wrong says the same still.
    const reason: [KindName, Partial<TraceRecord>] = ["Correction", about(3, "IncorrectData")];
    expect(standing(goodsWith(seen, wrong(2), reason))).to.deep.equal([3, 4]);
  });

  it("is not changed by what is no correction, or is about nothing", () => {
    expect(
      standing(
        goodsWith(
          ["Sighted"],
          ["Disputed", about(2, "DidNotOccur")],
          ["Correction", { detailName: "DidNotOccur" }],
          ["Correction", about(99, "DidNotOccur")],
          ["Confirmed", about(2)],
        ),
      ),
    ).to.deep.equal([2, 3, 4, 5, 6]);
  });

  it("is asked of the journey that a record is in, and of none that is not told", () => {
    const goods = goodsWith(["ImportCleared"], ["Contradicted", about(2)], ["Contradicted", about(2)]);
    const trace = goods.trace();
    const step = storyOf(trace)[0]!;
    expect(laterAbout(trace, step, "Contradicted")?.sequence).to.equal(4);
    expect(laterAbout(trace, step, "Confirmed")).to.equal(undefined);
    const elsewhere: StoryStep = { ...step, consignment: new Telling("elsewhere").id };
    expect(laterAbout(trace, elsewhere, "Contradicted")).to.equal(undefined);
    const seen: StoryStep = { ...elsewhere, record: { ...step.record, kind: "Sighted" } };
    expect(standingSteps(trace, [elsewhere, seen])).to.deep.equal([elsewhere, seen]);
  });
});

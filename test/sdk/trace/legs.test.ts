import { expect } from "chai";
import { ZeroHash } from "ethers";

import type { KindName } from "../../../sdk/trace/journey.js";
import { crossesBorder, isBySeaOrAir, legsIn, mainLegs, movesIn } from "../../../sdk/trace/legs.js";
import type { StoryStep } from "../../../sdk/trace/story.js";

/** A story of these records, in the order of their sequences and of their times unless said. */
function story(...records: [kind: KindName, place: string, changes?: object][]): StoryStep[] {
  return records.map(([kind, place, changes], index) => ({
    consignment: ZeroHash,
    record: { kind, place, sequence: index + 2, occurredAt: index, detailName: undefined, ...changes } as never,
  }));
}

const by = (detailName: string): object => ({ detailName });

/** The sequences of a leg's steps: before it, its departure, its arrival, the departure after it. */
function sequencesOf(told: readonly StoryStep[]): (number | undefined)[][] {
  return legsIn(told).map(({ previous, departure, arrival, next }) =>
    [previous, departure, arrival, next].map((step) => step?.record.sequence),
  );
}

describe("sdk/trace: the legs of the way", () => {
  it("run from each departure to where the goods next stood", () => {
    const told = story(
      ["Origin", "NZHLZ"],
      ["Departed", "NZHLZ", by("Road")],
      ["Transshipped", "NZTRG"],
      ["Sighted", "NZTRG"],
      ["Departed", "NZTRG", by("Maritime")],
      ["Arrived", "CNSHG"],
      ["Received", "CNSHG"],
      ["Forwarded", "CNSHG", by("Road")],
    );
    expect(sequencesOf(told)).to.deep.equal([
      [undefined, 3, 4, 6],
      [3, 6, 7, 9],
      [6, 9, undefined, undefined],
    ]);
    expect(movesIn(told).map(({ record }) => record.kind)).not.to.include("Sighted");
    expect(sequencesOf([])).to.deep.equal([]);
  });

  it("begin after what was last told of another place, or of the leg before", () => {
    const elsewhere = story(["Origin", "NZHLZ"], ["Received", "NZTRG"], ["Departed", "NZTRG"], ["Arrived", "NZAKL"]);
    expect(sequencesOf(elsewhere)).to.deep.equal([[2, 4, 5, undefined]]);
    const there = story(["Origin", "NZTRG"], ["Received", "NZTRG"], ["Departed", "NZTRG"], ["Arrived", "NZAKL"]);
    expect(sequencesOf(there)).to.deep.equal([[undefined, 4, 5, undefined]]);
    // Of the second leg it is the first's departure, or where they stood elsewhere since; nothing from before that.
    const twice = story(
      ["Origin", "NZHLZ"],
      ["Departed", "NZTRG"],
      ["Arrived", "NZAKL"],
      ["Received", "NZAKL"],
      ["Departed", "NZAKL"],
    );
    expect(sequencesOf(twice)).to.deep.equal([
      [2, 3, 4, 6],
      [3, 6, undefined, undefined],
    ]);
    const moved = story(["Departed", "NZTRG"], ["Arrived", "NZAKL"], ["Received", "NZWLG"], ["Departed", "NZAKL"]);
    expect(sequencesOf(moved)[1]).to.deep.equal([4, 5, undefined, undefined]);
  });

  it("are told by the times that the custodians claim", () => {
    const told = story(["Arrived", "CNSHG", { occurredAt: 9 }], ["Departed", "NZTRG", { occurredAt: 5 }]);
    expect(sequencesOf(told)).to.deep.equal([[undefined, 3, 2, undefined]]);
  });

  it("can be the main carriage by sea or by air, or across a border", () => {
    const legOf = (mode: string, from: string, to: string) =>
      legsIn(story(["Departed", from, by(mode)], ["Arrived", to]))[0]!;
    for (const [mode, from, to, bySeaOrAir, border] of [
      ["Maritime", "NZTRG", "NZAKL", true, false],
      ["Air", "NZAKL", "CNSHG", true, true],
      ["Air", "NZAKL", "NZWLG", true, false],
      ["Road", "DEHAM", "FRPAR", false, true],
      ["Road", "NZHLZ", "NZTRG", false, false],
      ["Rail", "DEHAM", "", false, false],
      ["Rail", "", "DEHAM", false, false],
    ] as const) {
      const leg = legOf(mode, from, to);
      expect([isBySeaOrAir(leg), crossesBorder(leg)], `${mode} ${from} ${to}`).to.deep.equal([bySeaOrAir, border]);
      expect(mainLegs([leg])).to.have.length(bySeaOrAir || border ? 1 : 0);
    }
    const [underWay] = legsIn(story(["Departed", "NZTRG", by("Road")]));
    expect(crossesBorder(underWay!)).to.equal(false);
  });
});

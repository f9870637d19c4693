import { expect } from "chai";

import { crossReference } from "../../../sdk/crossReference/crossReference.js";
import { matterOf } from "../../../sdk/crossReference/matter.js";
import { factsOf } from "../../../sdk/facts.js";
import { reachOf } from "../../../sdk/trace/reach.js";
import { storyOf } from "../../../sdk/trace/story.js";
import { Telling } from "../../support/telling.js";

describe("sdk/trace: goods that were split off goods that were split off, thousands of times", () => {
  const SPLITS = 1_500;
  const whole = new Telling("whole");
  const tellings = [whole];
  for (let goods = whole; tellings.length <= SPLITS; tellings.push(goods)) {
    goods.record("Sighted");
    goods = goods.split(`part ${tellings.length}`);
  }
  const last = tellings.pop()!;
  const trace = last.trace(...tellings);

  it("have a story, from the first of them on", () => {
    const story = storyOf(trace);
    expect(story).to.have.lengthOf(SPLITS);
    expect(story[0]!.consignment).to.equal(whole.id);
    expect(factsOf(trace).arrivalPort).to.equal(undefined);
    expect(crossReference(matterOf(trace)).findings).not.to.deep.equal([]);
  });

  it("are told whole", () => {
    const journeys = new Map([trace, ...trace.inside].map((journey) => [journey.consignment, journey]));
    const heads = new Map([last, ...tellings].map((telling) => [telling.id, telling.heads]));
    const { extents, missing, unmatched } = reachOf(last.id, (id) => {
      const journey = journeys.get(id);
      return journey === undefined ? undefined : { journey, heads: heads.get(id)! };
    });
    expect([...extents.keys()]).to.deep.equal([last, ...tellings.reverse()].map(({ id }) => id));
    expect([missing, unmatched]).to.deep.equal([[], []]);
  });
});

describe("sdk/trace: journeys of which each rests on the other", () => {
  it("are told once: no ledger has such", () => {
    const [one, other] = [new Telling("one"), new Telling("other")];
    one.record("Origin");
    const release = one.leaving("ImportCleared");
    const theirs = other.leaving("ImportCleared");
    const back = one.comeBack("back", release);
    const circle = { ...other.journey, steps: [...other.journey.steps] };
    // Both are made of a release of the other.
    const [first] = back.journey.steps;
    circle.steps[0] = { ...first, from: one.id, release: (first as { release: string }).release } as never;
    const round = { ...one.journey, steps: [...one.journey.steps] };
    round.steps[0] = { ...other.comeBack("x", theirs).journey.steps[0]!, from: other.id } as never;
    const trace = { ...one.trace(), ...round, inside: [circle] };
    expect(storyOf(trace).map(({ record }) => record.kind)).to.deep.equal(["Origin", "ImportCleared", "ImportCleared"]);
  });
});

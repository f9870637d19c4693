import { expect } from "chai";

import { matterOf, type Matter } from "../../../sdk/crossReference/matter.js";
import { containerAgrees, sealAgrees } from "../../../sdk/crossReference/rules/declared.js";
import { ShownFields } from "../../../sdk/disclosure/shownFields.js";
import type { TraceRecord } from "../../../sdk/trace/journey.js";
import { loadFixture } from "../../support/chain.js";
import { expectBothLanguages, namesIn } from "../../support/bothLanguages.js";
import { record, timeAt, toldWorld, type ToldWorld } from "../../support/matter.js";

const MANY = 2_000;

/** The told journey, of which 8 the carrier leaves for 9; in between it and 10 the port write in turn, and show a field. */
function saidManyTimes(w: ToldWorld, field: string, valueOf: (index: number) => string, count = MANY): Matter {
  const [left, port] = [record(w, 8), record(w, 10)];
  const first = w.trace.records.at(-1)!.sequence + 1;
  const added = Array.from({ length: count }, (_, index): TraceRecord => {
    const { party, role } = index % 2 === 0 ? left : port;
    const occurredAt = timeAt(w, 8) + 1 + index;
    return { ...port, kind: "Sighted", party, role, sequence: first + index, occurredAt };
  });
  const records = [...w.trace.records, ...added];
  const trace = { ...w.trace, records, steps: [w.trace.creation, ...records] };
  const ofStep = ({ sequence }: { readonly sequence: number }): ShownFields =>
    new ShownFields(new Map(sequence < first ? [] : [[`${field}[0]`, valueOf(sequence - first)]]));
  const { shown, ...matter } = matterOf(trace);
  return { ...matter, shown: { ...shown, ofStep } };
}

describe("sdk/crossReference: many words about one thing", () => {
  it("tells some of those that differ one by one, and of the others how many they are", async () => {
    const w = await loadFixture(toldWorld);
    const outcomes = sealAgrees.check(saidManyTimes(w, "equipment.seal", (index) => `S${String(index)}`));
    const told = (verdict: string) => outcomes.filter((outcome) => outcome.verdict === verdict);
    const [contradictions, warnings] = [told("contradiction"), told("warning")];
    expect([contradictions.length, warnings.length, outcomes.length]).to.deep.equal([21, 21, 42]);
    expect(contradictions.at(-1)!.sentence).to.deep.equal({
      en: "999980 more pairs of statements of independent parties about the seal differ.",
      zh: "关于封志号，独立各方另有 999980 对说法不一致。",
    });
    expect(contradictions.at(-1)!.steps).to.have.length(MANY);
    expect(warnings.at(-1)!.sentence).to.deep.equal({
      en: "998980 more pairs of statements about the seal are not the same.",
      zh: "关于封志号，另有 998980 对说法不相同。",
    });
    for (const { sentence } of outcomes) expectBothLanguages(sentence, namesIn(w.trace));
  });

  it("holds many values of many words against each other by looking them up", async () => {
    const w = await loadFixture(toldWorld);
    const matter = saidManyTimes(w, "equipment.seal", () => "none", 120);
    const ofStep: Matter["shown"]["ofStep"] = (step) => {
      if (matter.shown.ofStep(step).values.size === 0) return matter.shown.ofStep(step);
      const seals = Array.from({ length: 1_024 }, (_, index): [string, string] => {
        return [`equipment.seal[${index}]`, `S${String(step.sequence)}N${String(index)}`];
      });
      return new ShownFields(new Map(seals));
    };
    const outcomes = sealAgrees.check({ ...matter, shown: { ...matter.shown, ofStep } });
    expect(outcomes.filter(({ verdict }) => verdict === "contradiction")).to.have.length(21);
  });

  it("does not call those contradictions that a third party explains", async () => {
    const w = await loadFixture(toldWorld);
    const matter = saidManyTimes(w, "equipment.seal", (index) => (index % 2 === 0 ? "A" : "B"), 60);
    const both = new ShownFields(
      new Map([
        ["equipment.seal[0]", "A"],
        ["equipment.seal[1]", "B"],
      ]),
    );
    const ofStep: Matter["shown"]["ofStep"] = (step) => (step.sequence === 12 ? both : matter.shown.ofStep(step));
    const outcomes = sealAgrees.check({ ...matter, shown: { ...matter.shown, ofStep } });
    expect(outcomes.map(({ verdict }) => verdict)).to.not.include("contradiction");
    expect(outcomes.filter(({ sentence }) => sentence.en.endsWith(" names both."))).to.have.length(20);
  });

  it("tells once what all of them say", async () => {
    const w = await loadFixture(toldWorld);
    const outcomes = containerAgrees.check(saidManyTimes(w, "equipment.container", () => "CSQU3054383"));
    expect(outcomes.map(({ verdict, steps }) => [verdict, steps.length])).to.deep.equal([["pass", MANY]]);
  });
});

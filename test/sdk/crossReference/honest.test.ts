import { expect } from "chai";

import { RULES } from "../../../sdk/crossReference/rules.js";
import type { CrossRule } from "../../../sdk/crossReference/rule.js";
import type { WaymarkClient } from "../../../sdk/client.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyTrace } from "../../../sdk/verify/verifyTrace.js";
import { expectBothLanguages, namesIn } from "../../support/bothLanguages.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";
import { bondedJourney } from "../../support/journey.js";
import { scenarioJourney } from "../../support/scenarioJourney.js";

/** Journeys that are played in seconds go faster than any ship. */
const TIMELESS = RULES.filter(({ id }) => id !== "speed-plausible");

/** What the rules hold against a trace that the chain confirms. */
async function heldAgainst(client: WaymarkClient, trace: Trace, rules: readonly CrossRule[]): Promise<string[]> {
  const { sentence: told, head, crossReference } = await verifyTrace(client, trace, { rules });
  const sentences = [told, head.sentence, ...crossReference!.findings.map(({ sentence }) => sentence)];
  for (const sentence of sentences) expectBothLanguages(sentence, namesIn(trace));
  expect(head.holds, head.sentence.en).to.equal(true);
  expect(crossReference!.of).to.equal(rules.length);
  const found = crossReference!.findings.filter(({ verdict }) => verdict === "contradiction");
  return found.map(({ rule, sentence }) => `${rule}: ${sentence.en}`);
}

describe("sdk/crossReference: honest journeys", () => {
  it("contradict nothing when goods are held, sampled and released by lines", async () => {
    const journey = await loadFixture(bondedJourney);
    const client = await clientOf(journey);
    expect(await heldAgainst(client, await traceConsignment(client, journey.consignment), TIMELESS)).to.deep.equal([]);
  });

  it("contradict nothing when goods are split, packed twice, taken back, unpacked and come back; nor does what they were in", async () => {
    const journey = await loadFixture(containerJourney);
    const client = await clientOf(journey);
    for (const name of ["whole", "part", "parcel", "pallet", "container", "returned"] as const) {
      const trace = await traceConsignment(client, journey[name]);
      expect(await heldAgainst(client, trace, TIMELESS), name).to.deep.equal([]);
    }
  });

  it("contradict nothing in the reference scenario, with its times", async () => {
    const { client, south, north, container } = await loadFixture(scenarioJourney);
    for (const trace of [south, north, container]) {
      expect(await heldAgainst(client, trace, RULES)).to.deep.equal([]);
    }
  });
});

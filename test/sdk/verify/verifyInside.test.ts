import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import type { WaymarkClient } from "../../../sdk/client.js";
import { parseScope } from "../../../sdk/places/scope.js";
import type { TraceStep } from "../../../sdk/trace/journey.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyHead } from "../../../sdk/verify/verifyHead.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney, type ContainerJourney } from "../../support/containerJourney.js";
import { checkpoint, country } from "../../support/world.js";
import { alter, forge, type Forgeable } from "./forging.js";

const TOLD = ["whole", "part", "parcel", "pallet", "container", "returned"] as const;
type Told = (typeof TOLD)[number];

interface Traced {
  journey: ContainerJourney;
  client: WaymarkClient;
  traces: Record<Told, Trace>;
}

async function traced(): Promise<Traced> {
  const journey = await containerJourney();
  const client = await clientOf(journey);
  const traces: Partial<Record<Told, Trace>> = {};
  for (const name of TOLD) traces[name] = await traceConsignment(client, journey[name]);
  // Just filled, one for each name.
  return { journey, client, traces: traces as Record<Told, Trace> };
}

/** Changes the steps of one of the journeys that a trace rests on. */
function inside(
  id: (journey: ContainerJourney) => string,
  change: (steps: TraceStep[]) => unknown,
): (trace: Forgeable, journey: ContainerJourney) => void {
  return ({ inside: journeys }, journey) => {
    change(journeys.find(({ consignment }) => consignment === id(journey))!.steps);
  };
}

/** Replaces a step of a list. */
function put(sequence: number, changes: object): (steps: TraceStep[]) => void {
  return (steps) => {
    steps[sequence - 1] = Object.assign({}, steps[sequence - 1], changes);
  };
}

describe("sdk/verify: verifyHead of goods that were split, packed, corrected and released", () => {
  for (const name of TOLD) {
    it(`holds for the ${name}`, async () => {
      const { client, traces } = await loadFixture(traced);
      const { problems, holds } = await verifyHead(client, traces[name]);
      expect(problems).to.deep.equal([]);
      expect(holds).to.equal(true);
    });
  }

  it("says on how many journeys the goods' own rests", async () => {
    const { client, traces } = await loadFixture(traced);
    const part = await verifyHead(client, traces.part);
    expect(part).to.include({ records: 9, inside: 3 });
    expect(part.sentence.en).to.match(
      /^The creation and all 9 records, and the 3 journeys that they rest on, are unaltered/,
    );
    expect((await verifyHead(client, traces.pallet)).sentence.en).to.match(
      /^The creation and all 3 records, and the journey that they rest on, are unaltered/,
    );
  });

  it("holds at every block for what was written by then, and needs what is written about the container", async () => {
    const { client, journey, traces } = await loadFixture(traced);
    const blocks = [traces.part, ...traces.part.inside].flatMap(({ steps }) => steps.map(({ log }) => log.block));
    const first = traces.part.creation.log.block;
    for (const block of new Set(blocks)) {
      if (block < first) continue;
      const early = await traceConsignment(client, journey.part, { toBlock: block });
      expect((await verifyHead(client, early, { block })).problems, `block ${block}`).to.deep.equal([]);
    }
    const departed = traces.container.records[1]!.log.block;
    const packed = await traceConsignment(client, journey.part, { toBlock: departed - 1 });
    const { problems } = await verifyHead(client, packed, { block: departed });
    expect(problems[0]).to.deep.equal({
      consignment: journey.container,
      sequence: undefined,
      sentence: {
        en: `In the journey of ${journey.container}: The chain has 3 steps of this consignment at block ${departed}, and the trace tells 2.`,
        zh: `在 ${journey.container} 的行程中：截至区块 ${departed}，链上有这票货物的 3 个步骤，而追溯数据列出 2 个。`,
      },
    });
  });

  it("does not mind what a container does after the goods left it", async () => {
    const { client, journey, traces } = await loadFixture(traced);
    const { carrier } = journey.cast;
    const c = await checkpoint(journey.pallet, carrier, "Received", "Carrier", "CNSHG");
    await journey.ledger.connect(carrier.account).record(c);
    expect((await verifyHead(client, traces.part)).problems).to.deep.equal([]);
    expect((await verifyHead(client, traces.pallet)).holds).to.equal(false);
  });

  it("notices a recall placed since, and one that is not told", async () => {
    const { client, journey, traces } = await loadFixture(traced);
    const { brand, regulator } = journey.cast;
    const { ledger } = journey;
    await ledger.connect(brand.account).placeRecall(brand.id, 2, journey.batch, "0x0000", [], hash("why"));
    await ledger.connect(regulator.account).placeRecall(regulator.id, 3, journey.whole, country("CN"), [], ZeroHash);
    const { block, problems } = await verifyHead(client, traces.part);
    for (const { sentence } of problems) expectBothLanguages(sentence);
    expect(problems.map(({ sentence }) => sentence.en)).to.deep.equal([
      `Of batch ${journey.batch} 1 recall is open at block ${block}, and the trace tells 0.`,
      `Of consignment ${journey.whole} 1 recall is open at block ${block}, and the trace tells 0.`,
    ]);
    const again = await traceConsignment(client, journey.part);
    expect((await verifyHead(client, again)).problems).to.deep.equal([]);
    for (const change of [
      ({ recalls }: Forgeable) => recalls.pop(),
      ({ recalls }: Forgeable) => recalls.push(recalls[0]!),
      ({ recalls }: Forgeable) => (recalls[0] = { ...recalls[0]!, placer: regulator.id }),
      ({ recalls }: Forgeable) => recalls.push({ ...recalls[0]!, subject: hash("another batch") }),
    ]) {
      expect((await verifyHead(client, forge(again, change))).holds).to.equal(false);
    }
    await ledger.connect(brand.account).liftRecall(brand.id, 2, journey.batch, "0x0000");
    expect((await verifyHead(client, again)).holds).to.equal(false);
  });

  const forgeries: Record<
    string,
    {
      of?: Told;
      change: (trace: Forgeable, journey: ContainerJourney) => void;
      problem: [sequence: number | undefined, sentence: RegExp];
    }
  > = {
    "a container that is not told": {
      change: ({ inside: journeys }, { container }) => {
        const index = journeys.findIndex(({ consignment }) => consignment === container);
        journeys.splice(index, 1);
      },
      problem: [3, /: Step 3 rests on the journey of 0x[0-9a-f]{64}, which the trace does not tell\.$/],
    },
    "what the goods were split off from not told": {
      change: ({ inside: journeys }, { whole }) => {
        const index = journeys.findIndex(({ consignment }) => consignment === whole);
        journeys.splice(index, 1);
      },
      problem: [1, /^The creation rests on the journey of 0x[0-9a-f]{64}, which the trace does not tell\.$/],
    },
    "a container's arrival left out": {
      change: inside(
        ({ container }) => container,
        (steps) => steps.splice(3, 1),
      ),
      problem: [5, /: Record 5 stands where step 4 belongs\.$/],
    },
    "another arrival of the container": {
      change: inside(({ container }) => container, put(4, { place: parseScope("CNTAO") })),
      problem: [5, /: Step 5 rests on the journey of 0x[0-9a-f]{64}, which the trace does not tell as it was\.$/],
    },
    "a container told beyond what the goods were in": {
      change: ({ inside: journeys }, { pallet }) => {
        const told = journeys.find(({ consignment }) => consignment === pallet)!;
        told.steps.push(Object.assign({}, told.steps[1], { sequence: 7 }));
      },
      problem: [undefined, /: It is told for 7 steps, and the goods left it after 6\.$/],
    },
    "a journey told twice": {
      change: ({ inside: journeys }) => journeys.push(journeys[0]!),
      problem: [undefined, /^The journey of 0x[0-9a-f]{64} is told twice\.$/],
    },
    "a journey that is none of its own": {
      of: "whole",
      change: ({ inside: journeys, steps }, { part }) =>
        journeys.push({ ...journeys[0]!, consignment: part, steps: [...steps] }),
      problem: [undefined, /: The goods were never in it, nor made from it\.$/],
    },
    "another parcel on the pallet": {
      of: "pallet",
      change: ({ steps }) => {
        const [packed] = steps.slice(1);
        const children = packed?.type === "Record" ? [...packed.children!] : [];
        put(2, { children: [{ ...children[0]!, consignment: hash("another") }, children[1]] })(steps);
      },
      problem: [2, /^The consignments of record 2 are not those it was written with\.$/],
    },
    "a parcel on what is no container": {
      change: alter(9, { children: [] }),
      problem: [9, /^Record 9 names consignments, which a record of the receipt cannot\.$/],
    },
    "a removal that is not told": {
      of: "pallet",
      change: ({ steps }) => steps.splice(3, 1),
      problem: [undefined, /^What the records leave in the container is not what the chain has in it\.$/],
    },
    "another part": {
      of: "whole",
      change: ({ steps }) => {
        const split = steps[5];
        if (split?.type === "Record") put(6, { part: { ...split.part!, dataHash: hash("another") } })(steps);
      },
      problem: [6, /^The part of record 6 is not the one it was written with\.$/],
    },
    "a part that is not told": {
      of: "whole",
      change: alter(6, { part: undefined }),
      problem: [6, /^Record 6 does not say what went its own way\.$/],
    },
    "a part that is not named": {
      of: "whole",
      change: ({ parts }) => parts.pop(),
      problem: [undefined, /^The trace does not name 0x[0-9a-f]{64} among the parts\.$/],
    },
    "a part on a record that splits nothing": {
      change: alter(9, { part: { consignment: ZeroHash, key: ZeroHash, dataHash: ZeroHash, lines: [] } }),
      problem: [9, /^Record 9 has a part, which a record of the receipt cannot have\.$/],
    },
    "a part that does not exist": {
      change: ({ parts }) => parts.push(hash("nothing")),
      problem: [undefined, /^There is no consignment 0x[0-9a-f]{64} that was made from this one\.$/],
    },
    "a record shown as standing that was undone": {
      of: "whole",
      change: alter(3, { undoneBy: undefined }),
      problem: [4, /^Record 4 took back what another had set, and that one does not say so\.$/],
    },
    "an undone record shown as standing, and its correction as a mere remark": {
      of: "whole",
      change: (trace) => {
        alter(3, { undoneBy: undefined })(trace);
        alter(4, { undoes: undefined })(trace);
      },
      problem: [4, /^Record 4 took back what another had set, and that is not told\.$/],
    },
    "units put back that are not told": {
      change: (trace) => {
        alter(10, { undoneBy: undefined })(trace);
        alter(11, { undoes: undefined })(trace);
      },
      problem: [12, /^The lines or the document of record 12 are not those it was written with\.$/],
    },
    "more units put back than had been taken out": {
      change: (trace) => {
        const correction = trace.steps[10];
        if (correction?.type !== "Record") return;
        const lines = correction.undoes!.lines.map((line) => ({ ...line, quantity: 6n }));
        alter(11, { undoes: { ...correction.undoes!, lines } })(trace);
      },
      problem: [11, /^Record 11 did not put back what had been taken out\.$/],
    },
    "a record shown as undone that stands": {
      change: alter(9, { undoneBy: 11 }),
      problem: [9, /^Record 9 was not undone by record 11\.$/],
    },
    "a correction of another record": {
      change: alter(11, { about: 9 }),
      problem: [11, /^Record 11 is about record 10, not about record 9\.$/],
    },
    "a correction that took nothing back, shown as if it had": {
      of: "parcel",
      change: alter(4, { undoes: { lines: [], word: 1n } }),
      problem: [4, /^Record 4 left another state than the next step, or the chain, begins with\.$/],
    },
    "other containers around": {
      of: "parcel",
      change: ({ steps }) => {
        put(6, { outer: [] })(steps);
      },
      problem: [6, /^Step 6 does not tell the containers around the goods as they were\.$/],
    },
    "another number of a container": {
      of: "container",
      change: ({ steps }) => {
        put(1, { container: 9 })(steps);
      },
      problem: [undefined, /^What the records leave in the container is not what the chain has in it\.$/],
    },
    "another maker of a part": {
      change: ({ steps }) => {
        put(1, { party: 4n })(steps);
      },
      problem: [1, /^The consignment's number is not that of its creator and key\.$/],
    },
    "a second creation": {
      change: ({ steps }) => steps.push(steps[0]!),
      problem: [undefined, /^The steps are not a creation and then others that the ledger knows\.$/],
    },
    "a step of a kind whose values it lacks": {
      change: ({ steps }) => {
        put(2, { type: "Unpacking" })(steps);
      },
      problem: [2, /^Step 2 holds a value that the ledger cannot have recorded\.$/],
    },
  };
  for (const [forgery, { of, change, problem }] of Object.entries(forgeries)) {
    it(`fails for ${forgery}`, async () => {
      const { client, journey, traces } = await loadFixture(traced);
      const forged = forge(traces[of ?? "part"], (trace) => {
        change(trace, journey);
      });
      const { holds, problems } = await verifyHead(client, forged);
      for (const { sentence } of problems) expectBothLanguages(sentence);
      expect(holds).to.equal(false);
      const [sequence, words] = problem;
      expect(problems.some((found) => found.sequence === sequence && words.test(found.sentence.en))).to.equal(
        true,
        JSON.stringify(problems, null, 2),
      );
    });
  }
});

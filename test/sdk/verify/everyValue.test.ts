import { expect } from "chai";
import fc from "fast-check";

import type { WaymarkClient } from "../../../sdk/client.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyHead } from "../../../sdk/verify/verifyHead.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";
import { bondedJourney } from "../../support/journey.js";
import { BUSY_MACHINE, copyOf, forge, remembering, rememberEncoding } from "./forging.js";
import { leavesOf, viewLeavesOf, type Leaf } from "./leaves.js";

interface Told {
  client: WaymarkClient;
  trace: Trace;
}

async function plain(): Promise<Told> {
  const journey = await bondedJourney();
  const client = await clientOf(journey);
  return { client, trace: await traceConsignment(client, journey.consignment) };
}

async function insideOthers(): Promise<Record<"part" | "returned", Told>> {
  const journey = await containerJourney();
  const client = await clientOf(journey);
  const told = async (name: "part" | "returned"): Promise<Told> => ({
    client,
    trace: await traceConsignment(client, journey[name]),
  });
  return { part: await told("part"), returned: await told("returned") };
}

/** Changes one value after the other, each by itself: none may pass. */
async function expectEachCaught({ client, trace }: Told, leaves: (copy: Trace) => Leaf[]): Promise<void> {
  const asking = remembering(client);
  const count = leaves(copyOf(trace)).length;
  for (let index = 0; index < count; index++) {
    let path = "";
    const forged = forge(trace, (copy) => {
      const leaf = leaves(copy)[index]!;
      path = leaf.path;
      leaf.change(1 + index);
    });
    expect((await verifyHead(asking, forged)).holds).to.equal(false, path);
  }
}

describe("sdk/verify: every value of a trace", () => {
  let forget: () => void;
  before(() => {
    forget = rememberEncoding();
  });
  after(() => {
    forget();
  });

  it("is bound: none can be another", async () => {
    const told = await loadFixture(plain);
    expect(leavesOf(copyOf(told.trace)).length).to.be.greaterThan(300);
    await expectEachCaught(told, leavesOf);
  }).timeout(BUSY_MACHINE);

  for (const name of ["part", "returned"] as const) {
    it(`is bound in the ${name}'s own journey, where goods were in others`, async () => {
      const told = (await loadFixture(insideOthers))[name];
      await expectEachCaught(told, (copy) => leavesOf(copy).filter(({ path }) => !path.startsWith("inside.")));
    }).timeout(BUSY_MACHINE);
  }

  it("that is told twice is told in one way", async () => {
    const { trace, client } = await loadFixture(plain);
    const asking = remembering(client);
    const count = viewLeavesOf(copyOf(trace)).length;
    await fc.assert(
      fc.asyncProperty(fc.nat(count - 1), fc.integer({ min: 1, max: 1_000 }), async (index, by) => {
        const copy = copyOf(trace);
        const leaf = viewLeavesOf(copy)[index]!;
        leaf.change(by);
        const { problems } = await verifyHead(asking, copy);
        expect(problems.map(({ sentence }) => sentence.en)).to.deep.equal([
          leaf.path.startsWith("creation")
            ? "The creation is not the first step."
            : "The records are not those among the steps.",
        ]);
      }),
      { numRuns: 50 },
    );
  }).timeout(BUSY_MACHINE);
});

import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";
import fc from "fast-check";

import type { Trace } from "../../../sdk/trace/trace.js";
import { headVerdict, verifyHead } from "../../../sdk/verify/verifyHead.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";
import { country } from "../../support/world.js";
import { answered, capture, type Captured } from "./captured.js";
import { BUSY_MACHINE, rememberEncoding } from "./forging.js";
import { meaningOf } from "./meaning.js";
import { TAMPERINGS, type Forger } from "./tampering.js";

/** What never changes what is told. The others do, unless chance changes a value to itself, or finds nothing to change. */
const HARMLESS = [
  "the same in another order",
  "the ledger's address in small letters",
  "what the ledger does not keep",
];

/** How many tamperings that change what is told must be caught. */
const CAUGHT = 10_000;

/** Goods that were split, packed, corrected, recalled, taken back and released by lines: at the end, and on their way. */
async function journeys(): Promise<Captured[]> {
  const journey = await containerJourney();
  const { whole, part, parcel, pallet, container, cast, batch } = journey;
  const { brand, regulator } = cast;
  const ledger = journey.ledger.connect(brand.account);
  await ledger.placeRecall(brand.id, 2, batch, "0x0000", [], hash("why"));
  await ledger.connect(regulator.account).placeRecall(regulator.id, 3, whole, country("CN"), [], ZeroHash);
  const client = await clientOf(journey);
  const atTheEnd = await capture(client, [whole, part, parcel, pallet, container]);
  const departed = atTheEnd.traces[4]!.records[1]!.log.block;
  return [atTheEnd, await capture(client, [whole, part, parcel, pallet, container], departed)];
}

/** A trace, what its ledger keeps, and what else a forger knows. */
interface Told {
  readonly trace: Trace;
  readonly ledger: Captured;
  readonly others: readonly Trace[];
}

function toldOf(ledgers: readonly Captured[]): Told[] {
  const all = ledgers.flatMap(({ traces }) => traces);
  return ledgers.flatMap((ledger) =>
    ledger.traces.map((trace) => ({ trace, ledger, others: all.filter((other) => other !== trace) })),
  );
}

/** Choices that follow from a list of numbers. */
function choosing(numbers: readonly number[]): Forger["below"] {
  let at = 0;
  return (limit) => numbers[at++ % numbers.length]! % limit;
}

const anyTampering = {
  which: fc.nat(),
  way: fc.constantFrom(...Object.keys(TAMPERINGS)),
  choices: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
};

describe("sdk/verify: a trace that was tampered with", () => {
  let forget: () => void;
  before(() => {
    forget = rememberEncoding();
  });
  after(() => {
    forget();
  });

  it("is always caught: altered, reordered, truncated or forged in 10,000 ways", async () => {
    const told = toldOf(await loadFixture(journeys));
    const meanings = told.map(({ trace, ledger }) => meaningOf(trace, ledger.state.existing));
    const caught = new Map<string, number>();
    const equal = new Map<string, number>();
    fc.assert(
      fc.property(anyTampering.which, anyTampering.way, anyTampering.choices, (which, way, choices) => {
        const at = which % told.length;
        const { trace, ledger, others } = told[at]!;
        const tampered = TAMPERINGS[way]!(trace, { below: choosing(choices), others });
        const same = meaningOf(tampered, ledger.state.existing) === meanings[at];
        const { holds } = headVerdict(tampered, answered(ledger, tampered));
        // What says the same is as good as the original; all else is not.
        expect(holds).to.equal(same, way);
        const count = same ? equal : caught;
        count.set(way, (count.get(way) ?? 0) + 1);
      }),
      { numRuns: 1.35 * CAUGHT },
    );
    for (const way of Object.keys(TAMPERINGS)) {
      const harmless = HARMLESS.includes(way);
      expect((harmless ? equal : caught).get(way), way).to.be.greaterThan(20);
      if (harmless) expect(caught.get(way), way).to.equal(undefined);
    }
    const total = [...caught.values()].reduce((sum, count) => sum + count, 0);
    expect(total).to.be.at.least(CAUGHT);
  }).timeout(BUSY_MACHINE);

  it("is caught in the same words when the chain itself is asked", async () => {
    const told = toldOf(await loadFixture(journeys));
    await fc.assert(
      fc.asyncProperty(anyTampering.which, anyTampering.way, anyTampering.choices, async (which, way, choices) => {
        const { trace, ledger, others } = told[which % told.length]!;
        const tampered = TAMPERINGS[way]!(trace, { below: choosing(choices), others });
        const { block } = ledger.state;
        const asked = await verifyHead(ledger.client, tampered, { block });
        expect(asked).to.deep.equal(headVerdict(tampered, answered(ledger, tampered)), way);
      }),
      { numRuns: 60 },
    );
  }).timeout(BUSY_MACHINE);
});

import { expect } from "chai";
import { ZeroHash } from "ethers";

import type { Journey } from "../../../sdk/trace/journey.js";
import { partiesIn } from "../../../sdk/trace/partiesIn.js";
import { upTo } from "../../../sdk/trace/reach.js";

describe("sdk/trace: upTo", () => {
  it("is the first steps, of which nothing is undone by what came later", () => {
    const step = (sequence: number, changes: object = {}) => ({ type: "Record", sequence, ...changes });
    const packing = { type: "Packing", sequence: 4, undoneBy: 9 };
    const steps = [step(2, { undoneBy: 3 }), step(3, { undoes: {} }), packing, step(5, { undoneBy: 6 }), step(6)];
    const journey = { consignment: ZeroHash, steps } as unknown as Journey;
    expect(upTo(journey, 6).steps).to.deep.equal(steps);
    expect(upTo(journey, 4).steps).to.deep.equal([...steps.slice(0, 3), step(5, { undoneBy: undefined })]);
    expect(upTo(journey, 2).records).to.deep.equal([step(2, { undoneBy: undefined }), steps[1]]);
    // By the third it was.
    expect(upTo(journey, 3).steps).to.deep.equal(steps.slice(0, 3));
  });
});

describe("sdk/trace: partiesIn", () => {
  it("are all who are named, once, and nobody by the number 0", () => {
    const creation = { type: "Creation", creator: 1n, party: 90n };
    const derivation = { type: "Derivation", creator: 2n, party: 3n };
    const records = [
      { party: 4n, next: 5n, principal: 0n },
      { party: 4n, next: 0n, principal: 6n },
    ] as const;
    const parties = partiesIn(
      [
        { creation, records },
        { creation: derivation, records: [] },
      ] as never,
      new Map([["batch", { maker: 7n }]]) as never,
      new Map([[1n, { registrant: 8n, endorsedBy: 9n }]]) as never,
      [{ placer: 10n }] as never,
    );
    expect([...parties].sort((a, b) => Number(a - b))).to.deep.equal([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n, 10n]);
  });
});

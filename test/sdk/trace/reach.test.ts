import { expect } from "chai";
import { ZeroHash } from "ethers";

import type { Journey } from "../../../sdk/trace/journey.js";
import { outerOf } from "../../../sdk/trace/outerOf.js";
import { partiesIn } from "../../../sdk/trace/partiesIn.js";
import { reachOf, upTo, type Extent, type Find } from "../../../sdk/trace/reach.js";
import { Telling } from "../../support/telling.js";

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

describe("sdk/trace: outerOf", () => {
  const [pallet, box, ship] = ["0x01", "0x02", "0x03"] as const;
  const at = (block: number, index: number) => ({ block, index, transaction: ZeroHash, nonce: undefined });
  const passage = (type: "Packing" | "Unpacking", container: string, block: number, index: number) =>
    ({ type, container, log: at(block, index) }) as never;
  const out = (block: number, index: number, around = "0xff") =>
    ({ type: "Unpacking", container: pallet, around, log: at(block, index) }) as never;
  /** Journeys by their consignment; the head after a step has its number. */
  const finding = (journeys: Readonly<Record<string, readonly object[]>>) => (id: string) => {
    const steps = journeys[id];
    if (steps === undefined) return undefined;
    return { journey: { steps } as unknown as Journey, heads: steps.map((_, index) => `head ${index + 1} of ${id}`) };
  };
  const told = finding({
    [pallet]: [passage("Packing", box, 5, 2), passage("Unpacking", box, 9, 0)],
    [box]: [{ type: "Creation", log: at(1, 0) }, { type: "Record", log: at(5, 1) }, passage("Packing", ship, 6, 0)],
    [ship]: [
      { type: "Creation", log: at(2, 0) },
      { type: "Record", log: at(6, 0) },
      { type: "Record", log: at(9, 9) },
    ],
  });

  it("is nobody where the ledger says that there was none, whatever is told", () => {
    expect(outerOf(out(7, 0, ZeroHash), told)).to.deep.equal([]);
    // Not even what is missing is asked for.
    expect(outerOf(out(7, 0, ZeroHash), finding({}))).to.deep.equal([]);
  });

  it("is who was around at the time, innermost first, with the heads that they had then", () => {
    expect(outerOf(out(7, 0), told)).to.deep.equal([
      { consignment: box, head: `head 3 of ${box}` },
      { consignment: ship, head: `head 2 of ${ship}` },
    ]);
    expect(outerOf(out(9, 1), told)).to.deep.equal([]);
  });

  it("tells within a block what came before", () => {
    // The pallet went in with log 2 of block 5: not before it, nor in it.
    expect(outerOf(out(5, 1), told)).to.deep.equal([]);
    expect(outerOf(out(5, 2), told)).to.deep.equal([]);
    expect(outerOf(out(5, 3), told)).to.deep.equal([{ consignment: box, head: `head 2 of ${box}` }]);
    // And an earlier block's last logs are before it.
    expect(outerOf(out(6, 0), told)).to.deep.equal([{ consignment: box, head: `head 2 of ${box}` }]);
  });

  it("is the one that must be read first", () => {
    expect(outerOf(out(7, 0), finding({}))).to.equal(pallet);
    expect(outerOf(out(7, 0), finding({ [pallet]: [passage("Packing", box, 5, 2)] }))).to.equal(box);
  });

  it("ends where a container is told to have had no step by then", () => {
    const late = finding({
      [pallet]: [passage("Packing", box, 5, 2)],
      [box]: [{ type: "Creation", log: at(8, 0) }],
    });
    expect(outerOf(out(7, 0), late)).to.deep.equal([]);
  });
});

describe("sdk/trace: reachOf", () => {
  const among = (...tellings: readonly Telling[]): Find => {
    const found = new Map(tellings.map(({ id, journey, heads }) => [id, { journey, heads }]));
    return (id) => found.get(id);
  };
  const WHOLE = (telling: Telling): Extent => ({ steps: telling.journey.steps.length, whole: true });
  const extentsOf = (goods: Telling, ...others: readonly Telling[]): (Extent | undefined)[] => {
    const { extents, missing, unmatched } = reachOf(goods.id, among(goods, ...others));
    expect([missing, unmatched]).to.deep.equal([[], []]);
    expect(extents.get(goods.id)).to.deep.equal({ steps: Infinity, whole: true });
    return others.map(({ id }) => extents.get(id));
  };

  it("is the container that goods are in as it stands, and one that they left up to there", () => {
    const [goods, box, crate] = [new Telling("goods"), new Telling("box"), new Telling("crate")];
    goods.packInto(box);
    box.record("Departed");
    goods.unpackFrom(box);
    box.record("Arrived");
    goods.packInto(crate);
    crate.record("Departed");
    // Its creation, Packed, Departed, Unpacked.
    expect(extentsOf(goods, box, crate)).to.deep.equal([{ steps: 4, whole: false }, WHOLE(crate)]);
    goods.packInto(box);
    expect(extentsOf(goods, box, crate)).to.deep.equal([WHOLE(box), { steps: 2, whole: false }]);
  });

  it("is nothing of what a container was in once the goods had left it", () => {
    const [goods, box, ship, train] = [
      new Telling("goods"),
      new Telling("box"),
      new Telling("ship"),
      new Telling("train"),
    ];
    goods.packInto(box);
    box.packInto(train);
    box.unpackFrom(train);
    goods.unpackFrom(box);
    box.packInto(ship);
    // The train is told up to where the box left it, and the ship not at all.
    expect(extentsOf(goods, box, train, ship)).to.deep.equal([
      { steps: 5, whole: false },
      { steps: 3, whole: false },
      undefined,
    ]);
  });

  it("is the containers around, and what goods were split off, as they stand", () => {
    const [goods, pallet, box] = [new Telling("goods"), new Telling("pallet"), new Telling("box")];
    goods.packInto(pallet);
    pallet.packInto(box);
    goods.unpackFrom(pallet, box);
    box.record("Arrived");
    const part = goods.split("part");
    goods.record("Received");
    expect(extentsOf(part, goods, pallet, box)).to.deep.equal([WHOLE(goods), { steps: 4, whole: false }, WHOLE(box)]);
  });

  it("grows where another way needs more of a journey, and of what that one rests on", () => {
    const [goods, box, ship] = [new Telling("goods"), new Telling("box"), new Telling("ship")];
    goods.packInto(box);
    goods.unpackFrom(box);
    box.packInto(ship);
    const part = goods.split("part");
    part.packInto(box);
    // The goods left the box before it went on board; their part is in it still.
    expect(extentsOf(part, goods, box, ship)).to.deep.equal([WHOLE(goods), WHOLE(box), WHOLE(ship)]);
    expect(extentsOf(goods, box, ship)).to.deep.equal([{ steps: 3, whole: false }, undefined]);
  });

  it("names links to what is missing, and to heads that are not there; of that journey all is needed", () => {
    const [goods, box, gone] = [new Telling("goods"), new Telling("box"), new Telling("gone")];
    goods.packInto(box);
    goods.unpackFrom(box);
    goods.packInto(gone);
    const other = new Telling("box");
    other.record("Origin");
    other.record("Arrived");
    const { extents, missing, unmatched } = reachOf(goods.id, among(goods, other));
    expect(missing).to.deep.equal([{ in: goods.id, sequence: 4, to: gone.id, head: gone.head, whole: true }]);
    expect(unmatched.map(({ sequence, to, whole }) => ({ sequence, to, whole }))).to.deep.equal([
      { sequence: 2, to: box.id, whole: false },
      { sequence: 3, to: box.id, whole: false },
    ]);
    expect(extents.get(other.id)).to.deep.equal(WHOLE(other));
    expect(reachOf(goods.id, among())).to.deep.equal({
      extents: new Map([[goods.id, { steps: Infinity, whole: true }]]),
      missing: [],
      unmatched: [],
    });
  });
});

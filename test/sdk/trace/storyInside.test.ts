import { expect } from "chai";

import { isSplitOff, storyOf } from "../../../sdk/trace/story.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { Telling } from "../../support/telling.js";

/** What a story tells: whose record, and which kind. */
function told(trace: Trace, ...tellings: readonly Telling[]): string {
  return storyOf(trace)
    .map(({ consignment, record }) => `${tellings.find(({ id }) => id === consignment)!.name}:${record.kind}`)
    .join(" ");
}

describe("sdk/trace: what of other journeys is told of goods", () => {
  it("is all of a container's records while they were in it, and none before or after", () => {
    const [goods, box] = [new Telling("goods"), new Telling("box")];
    box.record("Sighted");
    goods.record("Origin");
    goods.packInto(box);
    box.record("Departed");
    goods.record("Held");
    box.record("Arrived");
    goods.unpackFrom(box);
    box.record("Incident");
    goods.record("Received");
    expect(told(goods.trace(box), goods, box)).to.equal(
      "goods:Origin box:Departed goods:Held box:Arrived box:Unpacked goods:Received",
    );
  });

  it("is what happens to the container still, while they are in it", () => {
    const [goods, box] = [new Telling("goods"), new Telling("box")];
    goods.packInto(box);
    box.record("Departed");
    expect(told(goods.trace(box), goods, box)).to.equal("box:Departed");
  });

  it("is told of each container that they were in, one after the other", () => {
    const [goods, box, crate] = [new Telling("goods"), new Telling("box"), new Telling("crate")];
    goods.packInto(box);
    box.record("Departed");
    goods.unpackFrom(box);
    goods.packInto(crate);
    crate.record("Arrived");
    goods.unpackFrom(crate);
    for (const other of [box, crate]) other.record("Sighted");
    expect(told(goods.trace(box, crate), goods, box, crate)).to.equal(
      "box:Departed box:Unpacked crate:Arrived crate:Unpacked",
    );
  });

  it("is nothing of what a container was in before the goods went into it", () => {
    const [goods, pallet] = [new Telling("goods"), new Telling("pallet")];
    const [ship, train] = [new Telling("ship"), new Telling("train")];
    pallet.packInto(train);
    train.record("Departed");
    pallet.unpackFrom(train);
    goods.packInto(pallet);
    pallet.packInto(ship);
    ship.record("Departed");
    expect(told(goods.trace(pallet, ship, train), goods, pallet, ship, train)).to.equal("ship:Departed");
  });

  it("ends, of the containers around the innermost, where the goods were taken out of that one", () => {
    const [parcel, pallet] = [new Telling("parcel"), new Telling("pallet")];
    const [box, ship] = [new Telling("box"), new Telling("ship")];
    parcel.packInto(pallet);
    pallet.packInto(box);
    box.record("Sighted");
    box.packInto(ship);
    ship.record("Departed");
    ship.record("Arrived");
    parcel.unpackFrom(pallet, box, ship);
    for (const container of [ship, box, pallet]) container.record("Incident");
    expect(told(parcel.trace(pallet, box, ship), parcel, pallet, box, ship)).to.equal(
      "box:Sighted ship:Departed ship:Arrived pallet:Unpacked",
    );
  });

  it("is nothing of what is missing in the trace", () => {
    const [goods, box] = [new Telling("goods"), new Telling("box")];
    goods.record("Origin");
    goods.packInto(box);
    const part = goods.split("part");
    part.record("Departed");
    expect(told(goods.trace(), goods)).to.equal("goods:Origin goods:Split");
    expect(told(part.trace(), part)).to.equal("part:Departed");
  });

  it("is of goods that were split off what was told of the whole until then, without the units that had left it", () => {
    const [goods, box] = [new Telling("goods"), new Telling("box")];
    goods.record("Origin");
    goods.leaving("Adjusted");
    goods.packInto(box);
    box.record("Departed");
    const part = goods.split("part");
    box.record("Arrived");
    goods.record("Held");
    part.record("Received");
    expect(told(part.trace(goods, box), part, goods, box)).to.equal("goods:Origin box:Departed part:Received");
    // The whole tells its own as it was.
    expect(told(goods.trace(box), goods, box)).to.equal(
      "goods:Origin goods:Adjusted box:Departed goods:Split box:Arrived goods:Held",
    );
  });

  it("is of what was split off twice nothing after either split", () => {
    const [goods, box] = [new Telling("goods"), new Telling("box")];
    goods.packInto(box);
    box.record("Departed");
    const part = goods.split("part");
    box.record("Arrived");
    part.record("Received");
    const piece = part.split("piece");
    box.record("Incident");
    expect(told(piece.trace(part, goods, box), piece, part, goods, box)).to.equal("box:Departed part:Received");
  });

  it("is of units that came back what was told until their release, and of those that left only that", () => {
    const [goods, box] = [new Telling("goods"), new Telling("box")];
    goods.packInto(box);
    goods.leaving("Adjusted");
    box.record("Departed");
    const release = goods.leaving("ImportCleared");
    box.record("Arrived");
    goods.record("Held");
    const back = goods.comeBack("back", release);
    back.record("Received");
    expect(told(back.trace(goods, box), back, goods, box)).to.equal("box:Departed goods:ImportCleared back:Received");
    expect(isSplitOff(goods.journey, back.id)).to.equal(false);
  });

  it("is nothing of units whose release the trace does not tell", () => {
    const [goods, elsewhere] = [new Telling("goods"), new Telling("elsewhere")];
    goods.record("Origin");
    const back = goods.comeBack("back", elsewhere.leaving("ImportCleared"));
    back.record("Received");
    expect(told(back.trace(goods), back, goods)).to.equal("back:Received");
  });

  it("tells what was split off, of what is there", () => {
    const goods = new Telling("goods");
    const part = goods.split("part");
    expect(isSplitOff(goods.journey, part.id)).to.equal(true);
    expect(isSplitOff(goods.journey, goods.id)).to.equal(false);
    expect(isSplitOff(undefined, part.id)).to.equal(false);
  });
});

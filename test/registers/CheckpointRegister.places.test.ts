import { expect } from "chai";

import { loadFixture } from "../support/chain.js";
import { arrivedGoods, shippedGoods } from "../support/goods.js";
import { direct } from "../support/way.js";
import { at, country, world } from "../support/world.js";

const NOWHERE = at("");
const MISHAP = { detail: 4 };

/** A country whose letters, as a number, are a multiple of 251: it has the first bit of the filter of those that joined. */
const FIRST = "TR";

describe("CheckpointRegister: places", () => {
  it("are none on an inland leg: nothing is forwarded again before it ends", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await arrivedGoods(w, direct);
    await goods.take(carrier, "Forwarded", "Carrier", "CNSHG", { detail: 3 });
    for (const place of ["CNSHG", "CNNGB"]) {
      const refusal = ["NotThere", goods.id, at(place), NOWHERE] as const;
      await goods.refuse(refusal, carrier, "Forwarded", "Carrier", place, { detail: 3 });
    }
  });

  it("on the road are left out or in full: a country is none", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await shippedGoods(w, direct);
    await goods.refuse(["PlaceInvalid", at("CN")], carrier, "Incident", "Carrier", "CN", MISHAP);
    await goods.take(carrier, "Incident", "Carrier", "SGSIN", MISHAP);
    await goods.take(carrier, "Incident", "Carrier", "", MISHAP);
  });

  it("of arrival are in the destination, also where the goods stood before", async () => {
    const w = await loadFixture(world);
    const { carrier, broker, factory } = w.cast;
    const goods = await shippedGoods(w, direct);
    const refusal = ["WrongTerritory", at("NZTRG"), country("CN")] as const;
    await goods.refuse(refusal, carrier, "Arrived", "Carrier", "NZTRG");
    const declared = { detail: 1, principal: factory.id };
    await goods.refuse(refusal, broker, "ImportDeclared", "Broker", "NZTRG", declared);
  });

  it("of a country that joined another's territory are in it, whatever its letters", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await shippedGoods(w, direct);
    const place = `${FIRST}IST`;
    await goods.refuse(["WrongTerritory", at(place), country("CN")], carrier, "Arrived", "Carrier", place);
    await (await w.ledger.setTerritory(country(FIRST), country("CN"))).wait();
    await goods.take(carrier, "Arrived", "Carrier", place);
    expect((await goods.word()).movement).to.equal("Arrived");
  });
});

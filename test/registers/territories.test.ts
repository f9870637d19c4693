import { loadFixture } from "../support/chain.js";
import { shippedGoods } from "../support/goods.js";
import { direct } from "../support/way.js";
import { at, country, world } from "../support/world.js";

/** Goods on their way, and how they fare where they come to another country of the destination's territory, or none of it. */
describe("Territories: countries that count as one", () => {
  /** Macao has joined China, and Turkey the European Union, whose code is no country's. */
  async function joined() {
    const w = await world();
    for (const [member, territory] of [
      ["MO", "CN"],
      ["TR", "EU"],
    ] as const) {
      await (await w.ledger.setTerritory(country(member), country(territory))).wait();
    }
    return w;
  }

  async function arriving(destination: string) {
    const w = await loadFixture(joined);
    const goods = await shippedGoods(w, direct, destination);
    const { carrier } = w.cast;
    return {
      take: (place: string) => goods.take(carrier, "Arrived", "Carrier", place),
      refuse: (place: string) =>
        goods.refuse(["WrongTerritory", at(place), country(destination)], carrier, "Arrived", "Carrier", place),
      leave: async (member: string) => {
        await (await w.ledger.setTerritory(country(member), country(member))).wait();
      },
    };
  }

  for (const [destination, place] of [
    ["CN", "MOMFM"],
    ["MO", "CNSHG"],
    ["TR", "DEHAM"],
    ["FR", "TRIST"],
    ["TR", "TRIST"],
  ] as const) {
    it(`take goods for ${destination} at ${place}`, async () => {
      await (await arriving(destination)).take(place);
    });
  }

  // Macao, Lithuania and the Cayman Islands share a bit of the filter that spares most calls the look at both countries.
  for (const [destination, place] of [
    ["CN", "DEHAM"],
    ["MO", "LTKLJ"],
    ["LT", "MOMFM"],
    ["KY", "LTKLJ"],
    ["TR", "CNSHG"],
    ["SG", "TRIST"],
  ] as const) {
    it(`refuse goods for ${destination} at ${place}`, async () => {
      await (await arriving(destination)).refuse(place);
    });
  }

  it("are two again once one has left", async () => {
    const { take, refuse, leave } = await arriving("CN");
    await leave("MO");
    await refuse("MOMFM");
    await take("CNSHG");
  });
});

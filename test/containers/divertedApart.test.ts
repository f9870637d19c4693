import { expect } from "chai";

import { loadFixture } from "../support/chain.js";
import { toCountry, yard } from "../support/containers.js";

describe("Containers: goods that were declared apart and come out where their container was headed", () => {
  /** Goods declared in Shanghai in advance while their container is at sea, which is then headed for another country. */
  async function headedFor(destination: string, port: string) {
    const y = await yard();
    const [a, b] = await y.several("a", "b");
    const k = await y.loaded("k", [a!, b!]);
    await y.write(k, "office", "ExportCleared", "Customs");
    await y.write(k, "keeper", "Departed", "Carrier", { detail: 1 });
    const declared = { detail: 1, principal: y.parts.maker.id, place: "CNSHG" };
    await y.write(a!, "agent", "ImportDeclared", "Broker", declared);
    await y.write(k, "keeper", "Diverted", "Carrier", { basedOn: toCountry(destination), place: "" });
    await y.write(k, "keeper", "Arrived", "Carrier", { place: port });
    return { y, a: a!, k };
  }
  const abroad = () => headedFor("DE", "DEHAM");
  const there = () => headedFor("CN", "CNNGB");

  it("leave the declaration behind when that is another territory", async () => {
    const { y, a, k } = await loadFixture(abroad);
    expect(await y.word(a)).to.include({ customs: "Declared", destination: "CN" });
    await y.unpack(k, [a]);
    const word = await y.word(a);
    expect(word).to.include({ customs: "None", destination: "DE", place: "DEHAM", movement: "Arrived" });
    expect(word.flags).to.not.include("apart");
    expect(await y.counts(k)).to.deep.equal([1, 0, 0, 1]);
  });

  it("keep it within the territory", async () => {
    const { y, a, k } = await loadFixture(there);
    await y.unpack(k, [a]);
    expect(await y.word(a)).to.include({ customs: "Declared", destination: "CN", place: "CNNGB" });
  });
});

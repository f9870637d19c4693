import { expect } from "chai";

import { Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { ENTRY, yard } from "../support/containers.js";

describe("Containers: pallets that hold goods with customs records of their own", () => {
  /** Two pallets of the keeper in Shanghai, and an empty container beside them; goods on the first are declared apart. */
  async function beside() {
    const y = await yard();
    const [apart, goods] = await y.landed("pallet", "a", "b");
    const [whole] = await y.landed("other pallet", "c");
    const declare = { detail: 1, principal: y.parts.keeper.id };
    await y.write(goods!, "agent", "ImportDeclared", "Broker", declare);
    return { y, apart, whole, goods: goods!, declare, k: await y.container("k", ENTRY) };
  }

  it("are counted as apart by the container that they go into, and others are not", async () => {
    const { y, apart, whole, k, declare } = await loadFixture(beside);
    await y.pack(k, [whole]);
    expect(await y.counts(k)).to.deep.equal([1, 0, 0, 2]);
    expect((await y.word(k)).flags).to.not.include("apartInside");
    await y.pack(k, [apart]);
    expect(await y.counts(k)).to.deep.equal([2, 0, 1, 2]);
    expect((await y.word(k)).flags).to.include("apartInside");
    await y.refuse(["ApartInside", k, Kind.ImportDeclared], k, "agent", "ImportDeclared", "Broker", declare);
  });

  it("are counted among others that go in with them", async () => {
    const { y, apart, whole, k } = await loadFixture(beside);
    await y.pack(k, [apart, whole]);
    expect(await y.counts(k)).to.deep.equal([2, 0, 1, 2]);
  });

  it("count no more once those goods came out, and the container is declared as a whole", async () => {
    const { y, apart, whole, k, declare } = await loadFixture(beside);
    await y.pack(k, [apart, whole]);
    await y.unpack(k, [apart]);
    expect(await y.counts(k)).to.deep.equal([1, 0, 0, 2]);
    expect((await y.word(k)).flags).to.not.include("apartInside");
    expect((await y.word(apart)).flags).to.include("apartInside");
    await y.write(k, "agent", "ImportDeclared", "Broker", declare);
  });
});

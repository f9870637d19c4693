import { expect } from "chai";

import type { ConsignmentId } from "../../sdk/ids.js";
import { loadFixture } from "../support/chain.js";
import { ascending, yard, type Yard } from "../support/containers.js";

describe("Containers: containers of different heights put in at once", () => {
  /** Two empty containers, in the order of their ids, which is that in which they are packed. */
  async function two() {
    const y = await yard();
    const [first, second] = ascending([await y.container("one"), await y.container("two")]);
    return { y, first: first!, second: second! };
  }
  /** Puts a container into one of them, which is taller from then on. */
  const raise = async (y: Yard, id: ConsignmentId) => y.pack(id, [await y.container("inner")]);

  it("count as two low ones when both are empty", async () => {
    const { y, first, second } = await loadFixture(two);
    const k = await y.loaded("k", [first, second]);
    expect(await y.counts(k)).to.deep.equal([2, 0, 0, 2]);
  });

  for (const tall of ["first", "second"] as const) {
    it(`make the one around them as high as the tallest asks, when that is the ${tall}`, async () => {
      const { y, ...ids } = await loadFixture(two);
      await raise(y, ids[tall]);
      const k = await y.loaded("k", [ids.first, ids.second]);
      expect(await y.counts(k)).to.deep.equal([2, 0, 0, 3]);
      const outer = await y.container("outer");
      await y.refused(["TooDeep", k, outer], [k, outer], () => y.pack(outer, [k]));
    });
  }
});

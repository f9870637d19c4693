import type { ConsignmentId } from "../../sdk/ids.js";
import { loadFixture } from "../support/chain.js";
import { yard, type Yard } from "../support/containers.js";

describe("Containers: a container and itself", () => {
  /** An empty container whose id comes before those of the goods, or behind them. */
  async function placed(y: Yard, goods: ConsignmentId, before: boolean): Promise<ConsignmentId> {
    for (let i = 0; ; ++i) {
      const id = await y.container(`container ${i}`);
      if (BigInt(id) < BigInt(goods) === before) return id;
    }
  }

  it("does not go into itself, alone", async () => {
    const y = await loadFixture(yard);
    const k = await y.container("k");
    await y.refused(["PackedIntoItself", k], [k], () => y.pack(k, [k]));
  });

  for (const [where, before] of [
    ["before", true],
    ["behind", false],
  ] as const) {
    it(`does not go into itself, ${where} goods whose state it would take`, async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods");
      const k = await placed(y, goods, before);
      await y.refused(["PackedIntoItself", k], [k, goods], () => y.pack(k, [k, goods]));
    });
  }
});

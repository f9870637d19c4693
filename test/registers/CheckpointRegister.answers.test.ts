import { expect } from "chai";
import { dataLength, encodeBytes32String } from "ethers";

import { loadFixture } from "../support/chain.js";
import { shippedGoods } from "../support/goods.js";
import { direct } from "../support/way.js";
import { checkpoint, world, type RecordChanges } from "../support/world.js";

/** Words of the event beside its topics: all fields of a record but the three that are topics, and signer, time and word. */
const WORDS = 11;

/** One that is judged where it comes in, and one that the annex judges. */
const CHANGES = {
  Incident: { detail: 1 },
  Diverted: { basedOn: encodeBytes32String("SG") },
} as const satisfies Record<string, RecordChanges>;

describe("CheckpointRegister: what a record answers and logs", () => {
  async function goods() {
    const w = await world();
    const { id } = await shippedGoods(w, direct);
    return { ...w, id, ledger: w.ledger.connect(w.cast.carrier.account) };
  }
  for (const kind of ["Incident", "Diverted"] as const) {
    it(`is the sequence of ${kind}, and the words of its event, no byte more`, async () => {
      const { ledger, cast, id } = await loadFixture(goods);
      const before = BigInt.asUintN(24, await ledger.wordOf(id));
      const c = await checkpoint(id, cast.carrier, kind, "Carrier", "", CHANGES[kind]);
      expect(await ledger.record.staticCall(c)).to.equal(before + 1n);
      const { logs } = (await (await ledger.record(c)).wait())!;
      expect(logs.map(({ data }) => dataLength(data))).to.deep.equal([32 * WORDS]);
    });
  }
});

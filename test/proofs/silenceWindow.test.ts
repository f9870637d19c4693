import { expect } from "chai";

import { loadFixture, networkHelpers } from "../support/chain.js";
import { AT, containerOf, goodsAt, move } from "../support/provedGoods.js";
import type { Goods } from "../support/proofs.js";
import { checkpoint, world } from "../support/world.js";

const { time } = networkHelpers;

const NZ = { scope: "NZ" };
const WINDOW = 14 * 24 * 60 * 60;
/** Seconds that a record may be ahead of the chain's clock. */
const AHEAD = 250;

describe("ProvedRecords: the window after a dispute", () => {
  /** Goods that the carrier has. */
  async function withCarrier() {
    const w = await world();
    const goods = await goodsAt(w, "exported");
    await goods.write(w.cast.carrier, "Received", "Carrier", "NZTRG");
    return { w, goods, ...w.cast };
  }

  /** Goods that the carrier has, in a container. */
  async function packed() {
    const stage = await withCarrier();
    const { w, goods, carrier } = stage;
    const box = await containerOf(w, carrier, "NZTRG");
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
    return { ...stage, box };
  }

  /** The creator disputes with its own Origin. */
  async function dispute(goods: Goods): Promise<{ on: bigint; at: number }> {
    const on = await goods.alone(goods.w.cast.factory, "Disputed", "Factory", "NZTRG", { on: AT.origin, changes: NZ });
    return { on, at: await time.latest() };
  }

  /** Whether the creator takes the goods back in the block of this second; if not, the ledger must call it answered. */
  async function isTakenAt(second: number, goods: Goods, { on, at }: { on: bigint; at: number }): Promise<boolean> {
    const { ledger, cast } = goods.w;
    const { c, proof } = await goods.resting(cast.factory, "TakenBack", "Factory", "NZTRG", { on, changes: NZ });
    const before = await networkHelpers.takeSnapshot();
    await time.setNextBlockTimestamp(second);
    // Gas is given, for whoever estimates it asks about another second.
    const sent = ledger.connect(cast.factory.account).recordProved(c, proof, { gasLimit: 10_000_000n });
    const taken = await sent.then(
      () => true,
      () => false,
    );
    if (!taken) {
      await expect(sent).to.be.revertedWithCustomError(ledger, "DisputeAnswered").withArgs(goods.id, at);
    }
    await before.restore();
    return taken;
  }

  it("ends with its last second, and not with another", async () => {
    const { goods } = await loadFixture(withCarrier);
    const disputed = await dispute(goods);
    for (const [second, taken] of [
      [1, false],
      [WINDOW - 1, false],
      [WINDOW, false],
      [WINDOW + 1, true],
      [WINDOW + AHEAD, true],
    ] as const) {
      expect(await isTakenAt(disputed.at + second, goods, disputed), `${second} s`).to.equal(taken);
    }
  });

  it("is broken by a move of what the goods are in, of which their own history knows nothing", async () => {
    const { goods, box, carrier } = await loadFixture(packed);
    const disputed = await dispute(goods);
    const after = disputed.at + WINDOW + 1;
    expect(await isTakenAt(after, goods, disputed)).to.equal(true);
    await time.increase(1);
    await box.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    expect(await isTakenAt(after, goods, disputed)).to.equal(false);
  });

  it("is not broken by a move that was said to be of the second of the dispute", async () => {
    const { goods, box, carrier } = await loadFixture(packed);
    const occurredAt = (await time.latest()) + AHEAD;
    await box.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1, occurredAt });
    await time.increaseTo(occurredAt - AHEAD / 2);
    const { factory } = goods.w.cast;
    const how = { on: AT.origin, changes: NZ };
    const { c, proof } = await goods.resting(factory, "Disputed", "Factory", "NZTRG", how);
    await time.setNextBlockTimestamp(occurredAt);
    await (await goods.w.ledger.connect(factory.account).recordProved(c, proof, { gasLimit: 10_000_000n })).wait();
    expect(await time.latest()).to.equal(occurredAt);
    const disputed = { on: (await goods.word()).sequence, at: occurredAt };
    expect(await isTakenAt(occurredAt + WINDOW + 1, goods, disputed)).to.equal(true);
  });

  it("is not broken by the goods' own last move, though that was said to be later", async () => {
    const { w, goods, carrier } = await loadFixture(withCarrier);
    const c = await checkpoint(goods.id, carrier, "Received", "Carrier", "NZTRG");
    const occurredAt = Number(c.occurredAt) + AHEAD;
    await (await w.ledger.connect(carrier.account).record({ ...c, occurredAt })).wait();
    const disputed = await dispute(goods);
    expect(disputed.at).to.be.below(occurredAt);
    await time.increaseTo(occurredAt);
    expect(await isTakenAt(disputed.at + WINDOW + 1, goods, disputed)).to.equal(true);
  });
});

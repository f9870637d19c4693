import { expect } from "chai";
import { id as hash } from "ethers";

import type { BatchId } from "../../sdk/ids.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture } from "../support/chain.js";
import { anotherBatch, sendCreation } from "../support/creating.js";
import { line, world } from "../support/world.js";
import type { Member, World } from "../support/world.js";

describe("ConsignmentRegister", () => {
  let w: World;
  let ledger: IWaymark;
  let brand: Member;
  let factory: Member;

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger } = w);
    ({ brand, factory } = w.cast);
  });

  const create = (by: Member, changes?: Parameters<typeof sendCreation>[2]) => sendCreation(w, by, changes);
  const loaded = async (batch: BatchId = w.batch) => (await ledger.batchOf(batch)).loaded;

  describe("createConsignment", () => {
    describe("lines", () => {
      it("takes 1 to 64, and refuses 0 and 65", async () => {
        for (const count of [0, 65]) {
          await expect(create(factory, { lines: Array.from({ length: count }, () => line(w.batch, 1)) }))
            .to.be.revertedWithCustomError(ledger, "LineCountInvalid")
            .withArgs(count);
        }
        await create(factory, { lines: Array.from({ length: 64 }, () => line(w.batch, 1)) });
        expect(await loaded()).to.equal(64);
        await create(factory, { key: hash("one"), lines: [line(w.batch, 1)] });
        expect(await loaded()).to.equal(65);
      });

      it("refuses a line of no units, also behind good ones, and loads nothing then", async () => {
        await expect(create(factory, { lines: [line(w.batch, 5), line(w.batch, 0)] }))
          .to.be.revertedWithCustomError(ledger, "QuantityInvalid")
          .withArgs(0);
        expect(await loaded()).to.equal(0);
      });

      it("refuses an unknown batch, also behind good ones, and loads nothing then", async () => {
        await expect(create(factory, { lines: [line(w.batch, 5), line(hash("none"), 1)] }))
          .to.be.revertedWithCustomError(ledger, "BatchUnknown")
          .withArgs(hash("none"));
        expect(await loaded()).to.equal(0);
      });

      it("never loads a batch beyond what was made, in one consignment or across many", async () => {
        await expect(create(factory, { lines: [line(w.batch, 1_001)] }))
          .to.be.revertedWithCustomError(ledger, "BatchExhausted")
          .withArgs(w.batch, 1_001, 1_000);
        await expect(create(factory, { lines: [line(w.batch, 600), line(w.batch, 401)] }))
          .to.be.revertedWithCustomError(ledger, "BatchExhausted")
          .withArgs(w.batch, 401, 400);
        expect(await loaded()).to.equal(0);

        await create(factory, { lines: [line(w.batch, 600), line(w.batch, 399)] });
        await expect(create(brand, { lines: [line(w.batch, 2)] }))
          .to.be.revertedWithCustomError(ledger, "BatchExhausted")
          .withArgs(w.batch, 2, 1);
        await create(brand, { lines: [line(w.batch, 1)] });
        expect(await loaded()).to.equal(1_000);
        for (const quantity of [1n, 2n ** 64n - 1n]) {
          await expect(create(factory, { key: hash("more"), lines: [line(w.batch, quantity)] }))
            .to.be.revertedWithCustomError(ledger, "BatchExhausted")
            .withArgs(w.batch, quantity, 0);
        }
      });

      it("loads the largest batch to its last unit", async () => {
        const made = 2n ** 64n - 1n;
        const batch = await anotherBatch(w, "LARGE", { quantity: made });
        await create(factory, { lines: [line(batch, made - 1n), line(batch, 1n)] });
        expect(await loaded(batch)).to.equal(made);
        await expect(create(factory, { key: hash("more"), lines: [line(batch, made)] }))
          .to.be.revertedWithCustomError(ledger, "BatchExhausted")
          .withArgs(batch, made, 0);
      });
    });
  });
});

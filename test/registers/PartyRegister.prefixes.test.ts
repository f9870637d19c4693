import { expect } from "chai";

import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture } from "../support/chain.js";
import { NOBODY } from "../support/partyRegister.js";
import { world } from "../support/world.js";
import type { Member, World } from "../support/world.js";

describe("PartyRegister", () => {
  let w: World;
  let ledger: IWaymark;
  let brand: Member;

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger } = w);
    ({ brand } = w.cast);
  });

  describe("assignPrefix", () => {
    it("assigns, releases and reassigns", async () => {
      await expect(ledger.assignPrefix(9_421, 4, brand.id))
        .to.emit(ledger, "PrefixAssigned")
        .withArgs(9_421, 4, brand.id);
      expect(await ledger.prefixHolder(9_421, 4)).to.equal(brand.id);
      expect(await ledger.prefixHolder(9_421, 5)).to.equal(0);
      await expect(ledger.assignPrefix(9_421, 4, 0))
        .to.emit(ledger, "PrefixAssigned")
        .withArgs(9_421, 4, 0);
      expect(await ledger.prefixHolder(9_421, 4)).to.equal(0);
      await expect(ledger.assignPrefix(9_421, 4, w.cast.brand2.id)).to.emit(ledger, "PrefixAssigned");
      expect(await ledger.prefixHolder(9_421, 4)).to.equal(w.cast.brand2.id);
    });

    it("takes 4 to 12 digits up to all nines, leading zeros included", async () => {
      for (let length = 4; length <= 12; length++) {
        const nines = 10n ** BigInt(length) - 1n;
        await ledger.assignPrefix(nines, length, brand.id);
        await ledger.assignPrefix(nines, length, 0);
        await expect(ledger.assignPrefix(nines + 1n, length, brand.id))
          .to.be.revertedWithCustomError(ledger, "PrefixInvalid")
          .withArgs(nines + 1n, length);
      }
      await ledger.assignPrefix(614_141, 7, brand.id);
      await ledger.assignPrefix(614_141, 6, w.cast.brand2.id);
      expect(await ledger.prefixHolder(614_141, 7)).to.equal(brand.id);
      expect(await ledger.prefixHolder(614_141, 6)).to.equal(w.cast.brand2.id);
    });

    it("refuses other lengths", async () => {
      for (const length of [0, 3, 13, 255]) {
        await expect(ledger.assignPrefix(123, length, brand.id))
          .to.be.revertedWithCustomError(ledger, "PrefixInvalid")
          .withArgs(123, length);
      }
    });

    it("refuses one that is taken, also by the same party", async () => {
      for (const party of [brand.id, w.cast.brand2.id]) {
        await expect(ledger.assignPrefix(9_520_123, 7, party))
          .to.be.revertedWithCustomError(ledger, "PrefixTaken")
          .withArgs(9_520_123, 7, brand.id);
      }
    });

    it("refuses one within another, whoever asks, and names its holder", async () => {
      for (const [prefix, length] of [
        [95_201_230, 8],
        [952_012_399_999, 12],
      ] as const) {
        for (const party of [brand.id, w.cast.brand2.id]) {
          await expect(ledger.assignPrefix(prefix, length, party))
            .to.be.revertedWithCustomError(ledger, "PrefixNested")
            .withArgs(prefix, length, brand.id);
        }
      }
      expect(await ledger.prefixHolder(95_201_230, 8)).to.equal(0);
    });

    it("refuses one that contains another, until the last of those is released", async () => {
      await ledger.assignPrefix(952_012_4, 7, w.cast.brand2.id);
      await ledger.assignPrefix(952_012_500_000, 12, w.cast.brand2.id);
      const refused = async () => {
        for (const [prefix, length] of [
          [952_012, 6],
          [9_520, 4],
        ] as const) {
          await expect(ledger.assignPrefix(prefix, length, w.cast.factory.id))
            .to.be.revertedWithCustomError(ledger, "PrefixNested")
            .withArgs(prefix, length, 0);
        }
      };
      await refused();
      await ledger.assignPrefix(9_520_123, 7, 0);
      await refused();
      await ledger.assignPrefix(9_520_124, 7, 0);
      await refused();
      await ledger.assignPrefix(952_012_500_000, 12, 0);
      await ledger.assignPrefix(952_012, 6, w.cast.factory.id);
      // Now the shorter one is first, and shuts out the longer ones until it is released.
      await expect(ledger.assignPrefix(9_520_123, 7, brand.id))
        .to.be.revertedWithCustomError(ledger, "PrefixNested")
        .withArgs(9_520_123, 7, w.cast.factory.id);
      await ledger.assignPrefix(952_012, 6, 0);
      await ledger.assignPrefix(9_520_123, 7, brand.id);
      expect(await ledger.prefixHolder(9_520_123, 7)).to.equal(brand.id);
    });

    it("lets neighbours stand side by side", async () => {
      await ledger.assignPrefix(9_520_122, 7, w.cast.brand2.id);
      await ledger.assignPrefix(9_520_124, 7, w.cast.brand2.id);
      expect(await ledger.prefixHolder(9_520_123, 7)).to.equal(brand.id);
    });

    it("refuses to release what nobody holds, and to assign to nobody known", async () => {
      await expect(ledger.assignPrefix(9_999, 4, 0))
        .to.be.revertedWithCustomError(ledger, "PrefixUnassigned")
        .withArgs(9_999, 4);
      await expect(ledger.assignPrefix(9_999, 4, NOBODY))
        .to.be.revertedWithCustomError(ledger, "PartyUnknown")
        .withArgs(NOBODY);
    });
  });
});

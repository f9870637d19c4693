import { expect } from "chai";
import { ZeroHash } from "ethers";

import { checkDigitOf } from "../../sdk/gs1/checkDigit.js";
import { loadFixture } from "../support/chain.js";
import { at, HS6, world } from "../support/world.js";

/** GS1 General Specifications, section 1.4.1: a company prefix has 4 to 12 digits. */
const LENGTHS = [4, 5, 6, 7, 8, 9, 10, 11, 12];

describe("ProductRegister: prefixes", () => {
  for (const length of LENGTHS) {
    it(`registers a product under a prefix of ${length} digits, for its holder alone`, async () => {
      const { ledger, cast } = await loadFixture(world);
      const { brand, brand2 } = cast;
      const body = "0471120099123".padEnd(13, "0");
      const gtin = BigInt(body + String(checkDigitOf(body)));
      const prefix = BigInt(body.slice(1, 1 + length));
      await ledger.assignPrefix(prefix, length, brand2.id);
      const by = (party: typeof brand) =>
        ledger.connect(party.account).registerProduct(party.id, gtin, length, at(""), HS6, ZeroHash);
      await expect(by(brand)).to.be.revertedWithCustomError(ledger, "PrefixNotHeld").withArgs(gtin, length, brand2.id);
      await by(brand2);
      expect((await ledger.productOf(gtin)).registrant).to.equal(brand2.id);
    });
  }

  it("are nested in none that is shorter, down to the shortest", async () => {
    const { ledger, cast } = await loadFixture(world);
    const [shortest = 0, ...longer] = LENGTHS;
    const prefix = "471120099123";
    await ledger.assignPrefix(BigInt(prefix.slice(0, shortest)), shortest, cast.brand2.id);
    for (const length of longer) {
      const nested = BigInt(prefix.slice(0, length));
      await expect(ledger.assignPrefix(nested, length, cast.brand.id))
        .to.be.revertedWithCustomError(ledger, "PrefixNested")
        .withArgs(nested, length, cast.brand2.id);
    }
  });
});

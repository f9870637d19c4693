import { expect } from "chai";
import { ZeroHash } from "ethers";

import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { at, FOREVER, HS6, world } from "../support/world.js";

/** A GTIN and its prefix, which another party than the claimant holds. */
const GTIN_OF_OTHERS = 4_006_381_333_931n;
const PREFIX_OF_OTHERS = 4_006_381n;
const DIGITS = 7;

describe("ProductAffairs: a claim of the first party", () => {
  it("is endorsed like any other, though its party's number is the smallest", async () => {
    const { ledger, outsider, cast } = await loadFixture(world);
    const { brand, brand2 } = cast;
    expect(brand.id).to.equal(1);
    await ledger.setGrant(brand.id, at(""), roleSet(["Brand", "Seller"]));
    const key = [outsider.address, roleSet(["Seller"]), at(""), 0, FOREVER, KeyHolder.Server] as const;
    await ledger.connect(brand.account).addSigner(brand.id, ...key);
    await ledger.connect(outsider).registerProduct(brand.id, GTIN_OF_OTHERS, 0, at(""), HS6, ZeroHash);
    await ledger.assignPrefix(PREFIX_OF_OTHERS, DIGITS, brand2.id);

    const claim = (brand.id << 64n) | GTIN_OF_OTHERS;
    await expect(ledger.connect(brand2.account).endorseProduct(brand2.id, claim, DIGITS))
      .to.emit(ledger, "ProductEndorsed")
      .withArgs(claim, brand2.id);
    expect((await ledger.productOf(claim)).endorsedBy).to.equal(brand2.id);
  });
});

import { expect } from "chai";
import { ZeroHash } from "ethers";

import { batchId, lotKey, signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, Role, roleSet } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { at, batchDetails, FOREVER, HS6, world } from "../support/world.js";

const GTIN_OF_OTHERS = 4_006_381_333_931n;

describe("BatchRegister: a claim of the first party", () => {
  it("has batches that it registers as Seller, though its party's number is the smallest", async () => {
    const { ledger, outsider, cast } = await loadFixture(world);
    const { brand } = cast;
    expect(brand.id).to.equal(1);
    await ledger.setGrant(brand.id, at(""), roleSet(["Brand", "Seller", "Retailer"]));
    // A role beside the one that counts does no harm.
    const key = [outsider.address, roleSet(["Seller", "Retailer"]), at(""), 0, FOREVER, KeyHolder.Server] as const;
    await ledger.connect(brand.account).addSigner(brand.id, ...key);
    await ledger.connect(outsider).registerProduct(brand.id, GTIN_OF_OTHERS, 0, at(""), HS6, ZeroHash);

    const product = (brand.id << 64n) | GTIN_OF_OTHERS;
    const details = batchDetails({ product, lotKey: lotKey("FIRST") });
    // Neither the role of a brand nor a higher one will do.
    const stranger = cast.retailer.account;
    const another = [stranger.address, roleSet(["Retailer"]), at(""), 0, FOREVER, KeyHolder.Server] as const;
    await ledger.connect(brand.account).addSigner(brand.id, ...another);
    for (const account of [brand.account, stranger]) {
      await expect(ledger.connect(account).registerBatch(brand.id, details))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(brand.id, signerIdOf(account.address), Role.Seller);
    }
    await expect(ledger.connect(outsider).registerBatch(brand.id, details)).to.emit(ledger, "BatchRegistered");
    expect((await ledger.batchOf(batchId(product, lotKey("FIRST")))).maker).to.equal(brand.id);
  });
});

import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { batchId, lotKey, signerIdOf, type BatchId } from "../../sdk/ids.js";
import { KeyHolder, Role, roleSet, type RoleName } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { createdGoods } from "../support/goods.js";
import { particulars } from "../support/records.js";
import { direct } from "../support/way.js";
import {
  at,
  batchDetails,
  createConsignment,
  FOREVER,
  GTIN,
  HS6,
  line,
  statementOf,
  world,
  type Member,
  type World,
} from "../support/world.js";

const { time } = networkHelpers;

describe("BatchAffairs", () => {
  let w: World;
  let ledger: IWaymark;
  let brand: Member;
  let factory: Member;
  let batch: BatchId;

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger, batch } = w);
    ({ brand, factory } = w.cast);
  });

  const voidBatch = (by: Member, id = batch, party = by.id) => ledger.connect(by.account).voidBatch(party, id);

  describe("voidBatch", () => {
    it("says that a batch was not made after all: it has no units, and all else that was said of it stays", async () => {
      await expect(voidBatch(factory))
        .to.emit(ledger, "BatchVoided")
        .withArgs(batch, factory.id, signerIdOf(factory.account.address));
      expect(await ledger.batchOf(batch)).to.deep.equal([
        GTIN,
        factory.id,
        0n,
        0n,
        batchDetails().origin,
        statementOf(batchDetails()),
      ]);
    });

    it("leaves nothing to load", async () => {
      await voidBatch(factory);
      await expect(createConsignment(w, { lines: [line(batch, 1)] }))
        .to.be.revertedWithCustomError(ledger, "BatchExhausted")
        .withArgs(batch, 1n, 0n);
    });

    it("keeps the lot key taken: nobody registers the lot again, with other units or another origin", async () => {
      await voidBatch(factory);
      for (const by of [factory, brand]) {
        await expect(ledger.connect(by.account).registerBatch(by.id, batchDetails({ quantity: 5n })))
          .to.be.revertedWithCustomError(ledger, "BatchExists")
          .withArgs(batch);
      }
    });

    it("is for who registered the batch: not the product's registrant, another maker or a stranger", async () => {
      await ledger.connect(brand.account).appoint(GTIN, w.cast.factory2.id, 1);
      for (const by of [brand, w.cast.factory2, w.cast.brand2, w.cast.seller]) {
        await expect(voidBatch(by))
          .to.be.revertedWithCustomError(ledger, "NotMakerOfBatch")
          .withArgs(batch, by.id, factory.id);
      }
      expect((await ledger.batchOf(batch)).quantity).to.equal(1_000n);
    });

    it("gives the registrant no power over a batch that it did not register, nor the maker over the registrant's", async () => {
      await ledger.connect(brand.account).registerBatch(brand.id, batchDetails({ lotKey: lotKey("own") }));
      const own = batchId(GTIN, lotKey("own"));
      await expect(voidBatch(factory, own))
        .to.be.revertedWithCustomError(ledger, "NotMakerOfBatch")
        .withArgs(own, factory.id, brand.id);
      await expect(voidBatch(brand, own)).to.emit(ledger, "BatchVoided");
    });

    it("stays with the maker after its appointment ended: what it said, it takes back", async () => {
      await ledger.connect(brand.account).appoint(GTIN, factory.id, 0);
      await expect(voidBatch(factory)).to.emit(ledger, "BatchVoided");
    });

    it("serves the claimant of a claimed product as Seller", async () => {
      const { seller } = w.cast;
      const gtin = 9_520_123_456_795n;
      const claimed = (seller.id << 64n) | gtin;
      await ledger.connect(seller.account).registerProduct(seller.id, gtin, 0, at(""), HS6, ZeroHash);
      await ledger.connect(seller.account).registerBatch(seller.id, batchDetails({ product: claimed }));
      await expect(voidBatch(seller, batchId(claimed, lotKey("NZ2611A")))).to.emit(ledger, "BatchVoided");
    });

    it("refuses a batch of which units are loaded, in custody or long gone", async () => {
      await createConsignment(w, { lines: [line(batch, 1)] });
      await expect(voidBatch(factory)).to.be.revertedWithCustomError(ledger, "BatchInUse").withArgs(batch, 1n);
    });

    it("refuses it also when the only units that were loaded left the contents", async () => {
      const lines = [line(batch, 1)];
      const goods = await createdGoods(w, direct, { lines });
      const { p, basedOn } = particulars(lines, lines);
      const c = await goods.checkpoint(factory, "Adjusted", "Factory", "NZTRG", { scope: "NZ", detail: 3, basedOn });
      await goods.takeLines(factory, c, p);
      await expect(voidBatch(factory)).to.be.revertedWithCustomError(ledger, "BatchInUse").withArgs(batch, 1n);
    });

    it("takes it once the consignments that held units of it were voided", async () => {
      const lines = [line(batch, 480)];
      const goods = await createdGoods(w, direct, { lines });
      const { p, basedOn } = particulars(lines, lines);
      await goods.takeLines(
        factory,
        await goods.checkpoint(factory, "Voided", "Factory", "NZTRG", { scope: "NZ", basedOn }),
        p,
      );
      expect((await ledger.batchOf(batch)).loaded).to.equal(0n);
      await expect(voidBatch(factory)).to.emit(ledger, "BatchVoided");
    });

    it("refuses what is voided already, and what never was", async () => {
      await voidBatch(factory);
      await expect(voidBatch(factory)).to.be.revertedWithCustomError(ledger, "BatchInUse").withArgs(batch, 0n);
      await expect(voidBatch(factory, hash("no batch")))
        .to.be.revertedWithCustomError(ledger, "BatchUnknown")
        .withArgs(hash("no batch"));
    });

    it("asks for a key of the party that speaks as brand, seller or factory", async () => {
      await expect(voidBatch(w.cast.factory2, batch, factory.id))
        .to.be.revertedWithCustomError(ledger, "SignerUnknown")
        .withArgs(factory.id, signerIdOf(w.cast.factory2.account.address));
      const others: RoleName[] = [
        "Carrier",
        "Port",
        "Customs",
        "Inspector",
        "Broker",
        "Warehouse",
        "Retailer",
        "Regulator",
      ];
      await ledger
        .connect(factory.account)
        .addSigner(factory.id, w.outsider.address, roleSet(others), at(""), 0, FOREVER, KeyHolder.Officer);
      await expect(voidBatch({ id: factory.id, account: w.outsider }))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(factory.id, signerIdOf(w.outsider.address), Role.None);
    });

    it("refuses a suspended maker", async () => {
      await ledger.suspendParty(factory.id);
      await expect(voidBatch(factory))
        .to.be.revertedWithCustomError(ledger, "PartyIsSuspended")
        .withArgs(factory.id, await time.latest());
    });
  });

  describe("views", () => {
    it("are all zero for what does not exist", async () => {
      expect(await ledger.batchOf(hash("no batch"))).to.deep.equal([0n, 0n, 0n, 0n, "0x0000", ZeroHash]);
      expect(await ledger.creditOf(factory.id, batch)).to.equal(0n);
    });
  });
});

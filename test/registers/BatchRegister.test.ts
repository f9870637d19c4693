import { expect } from "chai";
import { hexlify, id as hash, toUtf8Bytes, ZeroHash } from "ethers";

import { batchId, lotKey, signerIdOf, type BatchId } from "../../sdk/ids.js";
import { Adjustment, Role } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import {
  at,
  batchDetails,
  checkpoint,
  country,
  createConsignment,
  GTIN,
  hashParticulars,
  HS6,
  line,
  statementOf,
  world,
} from "../support/world.js";
import type { Member, World } from "../support/world.js";

const { time } = networkHelpers;

const LOT_B = lotKey("NZ2611B");
const UNKNOWN_GTIN = 9_520_123_000_004n;
const MAX_UINT64 = 2n ** 64n - 1n;

/** A unit code of up to three characters, left-aligned. */
const unit = (code: string) => hexlify(toUtf8Bytes(code)).padEnd(8, "0");

describe("BatchRegister", () => {
  let w: World;
  let ledger: IWaymark;
  let brand: Member;
  let factory: Member;

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger } = w);
    ({ brand, factory } = w.cast);
  });

  const register = (by: Member, changes: object = {}, party = by.id) =>
    ledger.connect(by.account).registerBatch(party, batchDetails({ lotKey: LOT_B, ...changes }));

  describe("registerBatch", () => {
    it("keeps what was made, under an id of product and lot", async () => {
      const details = batchDetails({ lotKey: LOT_B });
      const id = batchId(GTIN, LOT_B);
      await expect(register(factory))
        .to.emit(ledger, "BatchRegistered")
        .withArgs(
          id,
          GTIN,
          factory.id,
          LOT_B,
          1_000n,
          unit("H87"),
          country("NZ"),
          20_280_501,
          details.itemsRoot,
          details.dataHash,
          signerIdOf(factory.account.address),
        );
      expect(await ledger.batchOf(id)).to.deep.equal([
        GTIN,
        factory.id,
        1_000n,
        0n,
        country("NZ"),
        statementOf(details),
      ]);
    });

    it("returns the id", async () => {
      expect(
        await ledger.connect(factory.account).registerBatch.staticCall(factory.id, batchDetails({ lotKey: LOT_B })),
      ).to.equal(batchId(GTIN, LOT_B));
    });

    it("is open to the registrant as Brand, and to the claimant of a claimed product as Seller", async () => {
      const { seller } = w.cast;
      await ledger.connect(seller.account).registerProduct(seller.id, GTIN, 0, at(""), HS6, ZeroHash);
      const claimed = (seller.id << 64n) | GTIN;
      await expect(register(brand)).to.emit(ledger, "BatchRegistered");
      await expect(register(seller, { product: claimed })).to.emit(ledger, "BatchRegistered");
      expect((await ledger.batchOf(batchId(claimed, LOT_B))).product).to.equal(claimed);
      expect((await ledger.batchOf(batchId(GTIN, LOT_B))).maker).to.equal(brand.id);
    });

    it("cannot be squatted: the same lot under another product is another batch", async () => {
      const { seller } = w.cast;
      await ledger.connect(seller.account).registerProduct(seller.id, GTIN, 0, at(""), HS6, ZeroHash);
      const claimed = (seller.id << 64n) | GTIN;
      await register(seller, { product: claimed, quantity: 7n });
      await register(factory);
      expect((await ledger.batchOf(batchId(claimed, LOT_B))).quantity).to.equal(7);
      expect((await ledger.batchOf(batchId(GTIN, LOT_B))).quantity).to.equal(1_000);
    });

    it("refuses a lot that exists, whoever asks, and changes nothing of it", async () => {
      await register(factory);
      const id = batchId(GTIN, LOT_B);
      const before = await ledger.batchOf(id);
      for (const by of [factory, brand]) {
        await expect(register(by, { quantity: 9n }))
          .to.be.revertedWithCustomError(ledger, "BatchExists")
          .withArgs(id);
      }
      expect(await ledger.batchOf(id)).to.deep.equal(before);
    });

    it("takes 1 unit and the largest number of units, and refuses none", async () => {
      await expect(register(factory, { quantity: 0n }))
        .to.be.revertedWithCustomError(ledger, "QuantityInvalid")
        .withArgs(0);
      for (const quantity of [1n, MAX_UINT64]) {
        const key = hash(`lot ${quantity}`);
        await register(factory, { lotKey: key, quantity });
        expect((await ledger.batchOf(batchId(GTIN, key))).quantity).to.equal(quantity);
      }
    });

    it("takes unit codes of one to three characters A–Z or 0–9, left-aligned", async () => {
      for (const code of ["H87", "KGM", "LTR", "4L", "X"]) {
        await expect(register(factory, { lotKey: hash(code), unit: unit(code) })).to.emit(ledger, "BatchRegistered");
      }
      for (const bad of ["0x000000", unit("h87"), unit("K-G"), "0x004838", "0x480038", "0x4838ff"]) {
        await expect(register(factory, { unit: bad }))
          .to.be.revertedWithCustomError(ledger, "UnitInvalid")
          .withArgs(bad);
      }
    });

    it("refuses an origin that is no country", async () => {
      for (const origin of ["0x0000", "0x4e00", "0x6e7a", "0x4e31"]) {
        await expect(register(factory, { origin }))
          .to.be.revertedWithCustomError(ledger, "CountryInvalid")
          .withArgs(origin);
      }
    });

    it("takes dates as YYYYMMDD from 2000 to 9999, or none", async () => {
      for (const expiry of [0, 20_000_101, 20_280_229, 99_991_231]) {
        await expect(register(factory, { lotKey: hash(`${expiry}`), expiry })).to.emit(ledger, "BatchRegistered");
      }
      for (const expiry of [1, 19_991_231, 20_000_100, 20_280_001, 20_281_301, 20_280_132, 99_991_232, 2 ** 32 - 1]) {
        await expect(register(factory, { expiry }))
          .to.be.revertedWithCustomError(ledger, "ExpiryInvalid")
          .withArgs(expiry);
      }
    });

    it("takes a batch without items and data", async () => {
      await expect(register(factory, { itemsRoot: ZeroHash, dataHash: ZeroHash })).to.emit(ledger, "BatchRegistered");
      expect((await ledger.batchOf(batchId(GTIN, LOT_B))).statement).to.equal(
        statementOf(batchDetails({ itemsRoot: ZeroHash, dataHash: ZeroHash })),
      );
    });

    it("refuses an unknown product, and ids with bits that no product has", async () => {
      for (const product of [UNKNOWN_GTIN, (w.cast.seller.id << 64n) | GTIN, GTIN | (1n << 60n)]) {
        for (const by of [brand, factory]) {
          await expect(register(by, { product }))
            .to.be.revertedWithCustomError(ledger, "ProductUnknown")
            .withArgs(product);
        }
      }
      await expect(register(factory, { product: UNKNOWN_GTIN }, 0n))
        .to.be.revertedWithCustomError(ledger, "ProductUnknown")
        .withArgs(UNKNOWN_GTIN);
    });

    it("refuses strangers: a factory, brand, seller or carrier that was not appointed", async () => {
      for (const by of [w.cast.factory2, w.cast.brand2, w.cast.seller, w.cast.carrier2, w.cast.retailer2]) {
        await expect(register(by)).to.be.revertedWithCustomError(ledger, "NotMaker").withArgs(GTIN, by.id);
      }
      expect((await ledger.batchOf(batchId(GTIN, LOT_B))).maker).to.equal(0);
    });

    it("follows the appointment as maker, and ends with it; a shipper is no maker", async () => {
      const { factory2 } = w.cast;
      await ledger.connect(brand.account).appoint(GTIN, factory2.id, 2 | 4);
      await expect(register(factory2)).to.be.revertedWithCustomError(ledger, "NotMaker").withArgs(GTIN, factory2.id);
      await ledger.connect(brand.account).appoint(GTIN, factory2.id, 1);
      await expect(register(factory2)).to.emit(ledger, "BatchRegistered");
      await ledger.connect(brand.account).appoint(GTIN, factory2.id, 0);
      await expect(register(factory2, { lotKey: hash("C") }))
        .to.be.revertedWithCustomError(ledger, "NotMaker")
        .withArgs(GTIN, factory2.id);
      expect((await ledger.batchOf(batchId(GTIN, LOT_B))).maker).to.equal(factory2.id);
    });

    it("asks the key for the role: Brand for a registrant, Seller for a claimant, Factory for a maker", async () => {
      const { carrier, seller } = w.cast;
      await ledger.connect(brand.account).appoint(GTIN, carrier.id, 1);
      await expect(register(carrier))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(carrier.id, signerIdOf(carrier.account.address), Role.Factory);
      await ledger.connect(brand.account).appoint(GTIN, seller.id, 1);
      await expect(register(seller))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(seller.id, signerIdOf(seller.account.address), Role.Factory);
    });

    it("refuses a key of another party, and a suspended one", async () => {
      for (const by of [w.cast.factory2, { id: factory.id, account: w.outsider }]) {
        await expect(register(by, {}, factory.id))
          .to.be.revertedWithCustomError(ledger, "SignerUnknown")
          .withArgs(factory.id, signerIdOf(by.account.address));
      }
      await ledger.suspendParty(factory.id);
      await expect(register(factory))
        .to.be.revertedWithCustomError(ledger, "PartyIsSuspended")
        .withArgs(factory.id, await time.latest());
    });
  });

  describe("registerBatchFrom", () => {
    const registerFrom = (by: Member, inputs: { batch: BatchId; quantity: bigint | number }[], lot = LOT_B) =>
      ledger.connect(by.account).registerBatchFrom(by.id, batchDetails({ lotKey: lot }), inputs);

    /** The factory consumes units of the world's batch, which it has in custody. */
    async function consume(quantity: number) {
      const goods = await createConsignment(w, { key: hash(`consumed ${quantity}`), lines: [line(w.batch, quantity)] });
      const particulars = {
        contents: [line(w.batch, quantity)],
        leaving: [line(w.batch, quantity)],
        document: ZeroHash,
        items: ZeroHash,
      };
      const record = await checkpoint(goods, factory, "Adjusted", "Factory", "NZTRG", {
        scope: "NZ",
        detail: Adjustment.Transformation,
        basedOn: hashParticulars(particulars),
      });
      await ledger.connect(factory.account).recordByLines(record, particulars);
    }

    it("debits what the maker consumed, input by input", async () => {
      await consume(100);
      expect(await ledger.creditOf(factory.id, w.batch)).to.equal(100);
      await expect(
        registerFrom(factory, [
          { batch: w.batch, quantity: 30 },
          { batch: w.batch, quantity: 50 },
        ]),
      )
        .to.emit(ledger, "InputConsumed")
        .withArgs(batchId(GTIN, LOT_B), w.batch, 30)
        .to.emit(ledger, "InputConsumed")
        .withArgs(batchId(GTIN, LOT_B), w.batch, 50)
        .to.emit(ledger, "BatchRegistered");
      expect(await ledger.creditOf(factory.id, w.batch)).to.equal(20);
      await expect(registerFrom(factory, [{ batch: w.batch, quantity: 20 }], hash("C"))).to.emit(
        ledger,
        "InputConsumed",
      );
      expect(await ledger.creditOf(factory.id, w.batch)).to.equal(0);
    });

    it("takes a batch without inputs", async () => {
      await expect(registerFrom(factory, []))
        .to.emit(ledger, "BatchRegistered")
        .and.not.to.emit(ledger, "InputConsumed");
    });

    it("refuses more than was consumed, and registers nothing then", async () => {
      await consume(100);
      await expect(
        registerFrom(factory, [
          { batch: w.batch, quantity: 60 },
          { batch: w.batch, quantity: 41 },
        ]),
      )
        .to.be.revertedWithCustomError(ledger, "InputNotConsumed")
        .withArgs(w.batch, factory.id, 41, 40);
      expect(await ledger.creditOf(factory.id, w.batch)).to.equal(100);
      expect((await ledger.batchOf(batchId(GTIN, LOT_B))).maker).to.equal(0);
    });

    it("refuses an input of no units", async () => {
      await consume(100);
      await expect(registerFrom(factory, [{ batch: w.batch, quantity: 0 }]))
        .to.be.revertedWithCustomError(ledger, "QuantityInvalid")
        .withArgs(0);
    });

    it("refuses to borrow an input: another party's, an unknown batch, one made but not consumed", async () => {
      const { factory2 } = w.cast;
      await consume(100);
      await ledger.connect(brand.account).appoint(GTIN, factory2.id, 1);
      await expect(registerFrom(factory2, [{ batch: w.batch, quantity: 1 }]))
        .to.be.revertedWithCustomError(ledger, "InputNotConsumed")
        .withArgs(w.batch, factory2.id, 1, 0);
      for (const batch of [hash("none"), batchId(GTIN, LOT_B)]) {
        await expect(registerFrom(factory, [{ batch, quantity: 1 }]))
          .to.be.revertedWithCustomError(ledger, "InputNotConsumed")
          .withArgs(batch, factory.id, 1, 0);
      }
    });

    it("refuses whom registerBatch refuses", async () => {
      await expect(registerFrom(w.cast.factory2, []))
        .to.be.revertedWithCustomError(ledger, "NotMaker")
        .withArgs(GTIN, w.cast.factory2.id);
    });
  });

  describe("views", () => {
    it("are all zero for what does not exist", async () => {
      expect(await ledger.batchOf(hash("none"))).to.deep.equal([0n, 0n, 0n, 0n, "0x0000", ZeroHash]);
      expect(await ledger.creditOf(factory.id, hash("none"))).to.equal(0);
    });
  });
});

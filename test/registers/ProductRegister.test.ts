import { expect } from "chai";
import { id as hash, keccak256 } from "ethers";

import { parseGtin } from "../../sdk/gs1/gtin.js";
import { productId, signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, Role, roleSet } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { at, batchDetails, FOREVER, GTIN, HS6, PREFIX, PREFIX_LENGTH, world } from "../support/world.js";
import type { Member, World } from "../support/world.js";

const { time } = networkHelpers;

/** Another GTIN of the brand's prefix, and one of a prefix that nobody holds. */
const GTIN_B = 9_520_123_000_004n;
const FOREIGN_GTIN = 4_006_381_333_931n;
const MAKER = 1;
const SHIPPER = 2;
const LABELLER = 4;
const DATA = hash("product data");
/** What the ledger keeps of it: a hash, so that each of its bits counts. */
const KEPT_DATA = keccak256(DATA).slice(0, 34);

describe("ProductRegister", () => {
  let w: World;
  let ledger: IWaymark;
  let brand: Member;
  let seller: Member;

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger } = w);
    ({ brand, seller } = w.cast);
  });

  const confirm = (by: Member, gtin: bigint, changes: { length?: number; hs6?: number; party?: bigint } = {}) =>
    ledger
      .connect(by.account)
      .registerProduct(changes.party ?? by.id, gtin, changes.length ?? PREFIX_LENGTH, at(""), changes.hs6 ?? HS6, DATA);
  const claim = (by: Member, gtin: bigint, scope = "") =>
    ledger.connect(by.account).registerProduct(by.id, gtin, 0, at(scope), HS6, DATA);
  /** The seller's claim of a GTIN. */
  const claimOf = (gtin: bigint, by: Member = seller) => (by.id << 64n) | gtin;

  describe("registerProduct, confirmed", () => {
    it("registers under the GTIN itself, for the holder of its prefix", async () => {
      await expect(confirm(brand, GTIN_B))
        .to.emit(ledger, "ProductRegistered")
        .withArgs(GTIN_B, brand.id, GTIN_B, HS6, DATA, signerIdOf(brand.account.address));
      expect(await ledger.productOf(GTIN_B)).to.deep.equal([
        brand.id,
        BigInt(HS6),
        BigInt(await time.latest()),
        KEPT_DATA,
        0n,
      ]);
      expect(productId(parseGtin("09520123000004"))).to.equal(GTIN_B);
    });

    it("takes GTIN-8, GTIN-12, GTIN-13 and GTIN-14 under the prefix in them", async () => {
      await ledger.assignPrefix(614_141, 7, brand.id);
      await ledger.assignPrefix(0, 4, brand.id);
      for (const [gtin, length] of [
        ["96385074", 4],
        ["614141000036", 7],
        ["9520123000011", 7],
        ["19520123000001", 7],
      ] as const) {
        await expect(confirm(brand, BigInt(gtin), { length }))
          .to.emit(ledger, "ProductRegistered")
          .withArgs(BigInt(gtin), brand.id, BigInt(gtin), HS6, DATA, signerIdOf(brand.account.address));
      }
    });

    it("refuses numbers that are no GTIN", async () => {
      for (const gtin of [0n, 1n, GTIN + 1n, GTIN_B - 1n, 10n ** 14n, 10n ** 14n + 6n, 2n ** 64n - 1n]) {
        await expect(confirm(brand, gtin)).to.be.revertedWithCustomError(ledger, "GtinInvalid").withArgs(gtin);
        await expect(claim(seller, gtin)).to.be.revertedWithCustomError(ledger, "GtinInvalid").withArgs(gtin);
      }
    });

    it("takes HS codes of six digits, 010000 to 999999, and no others", async () => {
      for (const hs6 of [0, 9_999, 1_000_000, 2 ** 24 - 1]) {
        await expect(confirm(brand, GTIN_B, { hs6 }))
          .to.be.revertedWithCustomError(ledger, "Hs6Invalid")
          .withArgs(hs6);
      }
      await confirm(brand, GTIN_B, { hs6: 10_000 });
      await confirm(brand, 9_520_123_000_011n, { hs6: 999_999 });
      expect((await ledger.productOf(GTIN_B)).hs6).to.equal(10_000);
    });

    it("refuses who does not hold the prefix, and says who does", async () => {
      for (const [by, gtin, length, holder] of [
        [w.cast.brand2, GTIN_B, PREFIX_LENGTH, brand.id],
        [w.cast.brand2, GTIN_B, 6, 0n],
        [brand, GTIN_B, 6, 0n],
        [brand, GTIN_B, 8, 0n],
        [brand, FOREIGN_GTIN, PREFIX_LENGTH, 0n],
        // Lengths that no prefix has.
        [brand, GTIN_B, 3, 0n],
        [brand, GTIN_B, 13, 0n],
        [brand, GTIN_B, 255, 0n],
      ] as const) {
        await expect(confirm(by, gtin, { length }))
          .to.be.revertedWithCustomError(ledger, "PrefixNotHeld")
          .withArgs(gtin, length, holder);
      }
      expect((await ledger.productOf(GTIN_B)).registrant).to.equal(0);
    });

    it("follows the prefix to its next holder, and leaves what was registered", async () => {
      const { brand2 } = w.cast;
      await ledger.assignPrefix(PREFIX, PREFIX_LENGTH, 0);
      await expect(confirm(brand, GTIN_B))
        .to.be.revertedWithCustomError(ledger, "PrefixNotHeld")
        .withArgs(GTIN_B, PREFIX_LENGTH, 0);
      await ledger.assignPrefix(PREFIX, PREFIX_LENGTH, brand2.id);
      await confirm(brand2, GTIN_B);
      await expect(confirm(brand2, GTIN)).to.be.revertedWithCustomError(ledger, "ProductExists").withArgs(GTIN);
      expect((await ledger.productOf(GTIN)).registrant).to.equal(brand.id);
      expect((await ledger.productOf(GTIN_B)).registrant).to.equal(brand2.id);
    });

    it("refuses a product that exists, and changes nothing of it", async () => {
      const before = await ledger.productOf(GTIN);
      await expect(confirm(brand, GTIN, { hs6: 20_000 }))
        .to.be.revertedWithCustomError(ledger, "ProductExists")
        .withArgs(GTIN);
      expect(await ledger.productOf(GTIN)).to.deep.equal(before);
    });

    it("refuses keys that are not the party's, or not for a brand, and a suspended party", async () => {
      const { brand2, carrier } = w.cast;
      await expect(confirm(brand2, GTIN_B, { party: brand.id }))
        .to.be.revertedWithCustomError(ledger, "SignerUnknown")
        .withArgs(brand.id, signerIdOf(brand2.account.address));
      await expect(confirm(carrier, GTIN_B))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(carrier.id, signerIdOf(carrier.account.address), Role.Brand);
      await ledger.suspendParty(brand.id);
      await expect(confirm(brand, GTIN_B))
        .to.be.revertedWithCustomError(ledger, "PartyIsSuspended")
        .withArgs(brand.id, await time.latest());
    });
  });

  describe("registerProduct, claimed", () => {
    it("registers in the seller's own namespace, not confirmed", async () => {
      const id = claimOf(FOREIGN_GTIN);
      await expect(claim(seller, FOREIGN_GTIN))
        .to.emit(ledger, "ProductRegistered")
        .withArgs(id, seller.id, FOREIGN_GTIN, HS6, DATA, signerIdOf(seller.account.address));
      expect(await ledger.productOf(id)).to.deep.equal([
        seller.id,
        BigInt(HS6),
        BigInt(await time.latest()),
        KEPT_DATA,
        0n,
      ]);
      expect((await ledger.productOf(FOREIGN_GTIN)).registrant).to.equal(0);
      await expect(claim(seller, FOREIGN_GTIN)).to.be.revertedWithCustomError(ledger, "ProductExists").withArgs(id);
    });

    it("does not keep the brand, or another seller, from the same GTIN", async () => {
      const other = w.cast.brand2;
      await ledger.setGrant(other.id, at(""), roleSet(["Brand", "Seller"]));
      await ledger
        .connect(other.account)
        .addSigner(other.id, w.outsider.address, roleSet(["Seller"]), at(""), 0, FOREVER, KeyHolder.Server);
      await claim(seller, GTIN_B);
      await expect(claim({ id: other.id, account: w.outsider }, GTIN_B)).to.emit(ledger, "ProductRegistered");
      await expect(confirm(brand, GTIN_B)).to.emit(ledger, "ProductRegistered");
      expect((await ledger.productOf(GTIN_B)).registrant).to.equal(brand.id);
      expect((await ledger.productOf(claimOf(GTIN_B))).registrant).to.equal(seller.id);
      expect((await ledger.productOf(claimOf(GTIN_B, other))).registrant).to.equal(other.id);
    });

    it("asks for the grant as Seller at the scope named", async () => {
      await ledger.setGrant(seller.id, at(""), 0);
      await expect(claim(seller, FOREIGN_GTIN))
        .to.be.revertedWithCustomError(ledger, "RoleNotGranted")
        .withArgs(seller.id, at(""), Role.Seller);
      await ledger.setGrant(seller.id, at("CN"), roleSet(["Seller"]));
      await expect(claim(seller, FOREIGN_GTIN))
        .to.be.revertedWithCustomError(ledger, "RoleNotGranted")
        .withArgs(seller.id, at(""), Role.Seller);
      await expect(claim(seller, FOREIGN_GTIN, "CN")).to.emit(ledger, "ProductRegistered");
    });

    it("refuses who is no seller, the brand included", async () => {
      for (const by of [brand, w.cast.retailer2, w.cast.brand2]) {
        await expect(claim(by, FOREIGN_GTIN))
          .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
          .withArgs(by.id, signerIdOf(by.account.address), Role.Seller);
      }
      await ledger.suspendParty(seller.id);
      await expect(claim(seller, FOREIGN_GTIN))
        .to.be.revertedWithCustomError(ledger, "PartyIsSuspended")
        .withArgs(seller.id, await time.latest());
    });
  });

  describe("endorseProduct", () => {
    const endorse = (by: Member, product: bigint, length = PREFIX_LENGTH, party = by.id) =>
      ledger.connect(by.account).endorseProduct(party, product, length);

    it("confirms a claim, once, and changes nothing else of it", async () => {
      await claim(seller, GTIN_B);
      const id = claimOf(GTIN_B);
      const before = await ledger.productOf(id);
      await expect(endorse(brand, id)).to.emit(ledger, "ProductEndorsed").withArgs(id, brand.id);
      const { registrant, hs6, registeredAt, data } = before;
      expect(await ledger.productOf(id)).to.deep.equal([registrant, hs6, registeredAt, data, brand.id]);
      await expect(endorse(brand, id)).to.be.revertedWithCustomError(ledger, "ProductNotClaimed").withArgs(id);
    });

    it("gives the brand no say over the claim", async () => {
      await claim(seller, GTIN_B);
      const id = claimOf(GTIN_B);
      await endorse(brand, id);
      await expect(ledger.connect(brand.account).appoint(id, w.cast.factory.id, MAKER))
        .to.be.revertedWithCustomError(ledger, "NotManager")
        .withArgs(seller.id, signerIdOf(brand.account.address));
    });

    it("refuses a confirmed product and an unknown one", async () => {
      await expect(endorse(brand, GTIN)).to.be.revertedWithCustomError(ledger, "ProductNotClaimed").withArgs(GTIN);
      for (const unknown of [GTIN_B, claimOf(GTIN_B)]) {
        await expect(endorse(brand, unknown)).to.be.revertedWithCustomError(ledger, "ProductUnknown").withArgs(unknown);
      }
    });

    it("refuses whoever does not hold the prefix, the seller included", async () => {
      await claim(seller, GTIN_B);
      const id = claimOf(GTIN_B);
      for (const by of [seller, w.cast.brand2]) {
        await expect(endorse(by, id))
          .to.be.revertedWithCustomError(ledger, "PrefixNotHeld")
          .withArgs(GTIN_B, PREFIX_LENGTH, brand.id);
      }
      await expect(endorse(brand, id, 6))
        .to.be.revertedWithCustomError(ledger, "PrefixNotHeld")
        .withArgs(GTIN_B, 6, 0);
      expect((await ledger.productOf(id)).endorsedBy).to.equal(0);
    });

    it("is the brand's manager's alone, in good standing", async () => {
      await claim(seller, GTIN_B);
      const id = claimOf(GTIN_B);
      for (const by of [seller, w.cast.brand2]) {
        await expect(endorse(by, id, PREFIX_LENGTH, brand.id))
          .to.be.revertedWithCustomError(ledger, "NotManager")
          .withArgs(brand.id, signerIdOf(by.account.address));
      }
      await ledger.suspendParty(brand.id);
      await expect(endorse(brand, id))
        .to.be.revertedWithCustomError(ledger, "PartyIsSuspended")
        .withArgs(brand.id, await time.latest());
    });
  });

  describe("appoint", () => {
    const appoint = (by: Member, product: bigint, agent: bigint, tasks: number) =>
      ledger.connect(by.account).appoint(product, agent, tasks);

    it("replaces what one agent may do with one product", async () => {
      const { factory2 } = w.cast;
      await confirm(brand, GTIN_B);
      for (const tasks of [MAKER, SHIPPER, LABELLER, MAKER | SHIPPER | LABELLER, 0]) {
        await expect(appoint(brand, GTIN, factory2.id, tasks))
          .to.emit(ledger, "Appointed")
          .withArgs(GTIN, factory2.id, tasks);
        expect(await ledger.appointmentOf(GTIN, factory2.id)).to.equal(tasks);
        expect(await ledger.appointmentOf(GTIN_B, factory2.id)).to.equal(0);
        expect(await ledger.appointmentOf(GTIN, w.cast.factory.id)).to.equal(MAKER | SHIPPER);
      }
    });

    it("refuses bits that are no task, and an unknown agent", async () => {
      for (const tasks of [8, 255]) {
        await expect(appoint(brand, GTIN, w.cast.factory2.id, tasks))
          .to.be.revertedWithCustomError(ledger, "TasksInvalid")
          .withArgs(tasks);
      }
      for (const agent of [0n, 999n]) {
        await expect(appoint(brand, GTIN, agent, MAKER))
          .to.be.revertedWithCustomError(ledger, "PartyUnknown")
          .withArgs(agent);
      }
    });

    it("refuses an unknown product, and everybody but the registrant's manager", async () => {
      await expect(appoint(brand, GTIN_B, w.cast.factory.id, MAKER))
        .to.be.revertedWithCustomError(ledger, "ProductUnknown")
        .withArgs(GTIN_B);
      for (const by of [w.cast.brand2, w.cast.factory, w.cast.factory2]) {
        await expect(appoint(by, GTIN, by.id, MAKER))
          .to.be.revertedWithCustomError(ledger, "NotManager")
          .withArgs(brand.id, signerIdOf(by.account.address));
        await expect(ledger.connect(by.account).registerBatch(by.id, batchDetails({ product: GTIN_B })))
          .to.be.revertedWithCustomError(ledger, "ProductUnknown")
          .withArgs(GTIN_B);
      }
      await ledger.suspendParty(brand.id);
      await expect(appoint(brand, GTIN, w.cast.factory.id, 0))
        .to.be.revertedWithCustomError(ledger, "PartyIsSuspended")
        .withArgs(brand.id, await time.latest());
    });
  });

  describe("setResolvers", () => {
    it("publishes the host names, all of them and none", async () => {
      for (const hosts of [["id.brand.example", "trace.brand.example"], []]) {
        await expect(ledger.connect(brand.account).setResolvers(GTIN, hosts))
          .to.emit(ledger, "ResolversSet")
          .withArgs(GTIN, hosts);
      }
    });

    it("refuses an unknown product, and everybody but the registrant's manager", async () => {
      await expect(ledger.connect(brand.account).setResolvers(GTIN_B, []))
        .to.be.revertedWithCustomError(ledger, "ProductUnknown")
        .withArgs(GTIN_B);
      for (const by of [w.cast.brand2, w.cast.factory, seller]) {
        await expect(ledger.connect(by.account).setResolvers(GTIN, ["fake.example"]))
          .to.be.revertedWithCustomError(ledger, "NotManager")
          .withArgs(brand.id, signerIdOf(by.account.address));
      }
      await expect(ledger.connect(w.outsider).setResolvers(GTIN, ["fake.example"]))
        .to.be.revertedWithCustomError(ledger, "NotManager")
        .withArgs(brand.id, signerIdOf(w.outsider.address));
    });
  });

  describe("views", () => {
    it("are all zero for what does not exist", async () => {
      expect(await ledger.productOf(GTIN_B)).to.deep.equal([0n, 0n, 0n, `0x${"0".repeat(32)}`, 0n]);
      expect(await ledger.appointmentOf(GTIN_B, brand.id)).to.equal(0);
    });
  });
});

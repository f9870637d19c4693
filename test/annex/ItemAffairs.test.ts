import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, Role, roleSet, type RoleName } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { itemsWorld, LABELLER, LABELS, type ItemBatch, type ItemsWorld } from "../support/items.js";
import { at, FOREVER, type Member } from "../support/world.js";

const { time } = networkHelpers;

describe("ItemAffairs", () => {
  let w: ItemsWorld;
  let ledger: IWaymark;
  let brand: Member;
  let factory: Member;
  let warehouse: Member;
  let listed: ItemBatch;
  let bare: ItemBatch;

  beforeEach(async () => {
    w = await loadFixture(itemsWorld);
    ({ ledger, listed, bare } = w);
    ({ brand, factory, warehouse } = w.cast);
  });

  /** Labels units of a batch as the warehouse, unless said. */
  const label = (
    { id }: { id: string },
    {
      by = warehouse,
      party = by.id,
      root = hash("labels"),
      quantity = 1n,
      place = "CNHAZ",
    }: { by?: Member; party?: bigint; root?: string; quantity?: bigint; place?: string } = {},
  ) => ledger.connect(by.account).labelItems(party, id, root, quantity, at(place));

  /** Gives a party another key, of the outsider, with these roles and scope. */
  const addKey = async (party: Member, roles: RoleName[], scope: string): Promise<Member> => {
    await ledger
      .connect(party.account)
      .addSigner(party.id, w.outsider.address, roleSet(roles), at(scope), 0, FOREVER, KeyHolder.Officer);
    return { id: party.id, account: w.outsider };
  };

  describe("labelItems", () => {
    it("keeps who put labels on how many units, where and when", async () => {
      await expect(label(bare, { quantity: 4n }))
        .to.emit(ledger, "ItemsLabelled")
        .withArgs(bare.id, warehouse.id, hash("labels"), at("CNHAZ"), 4n, signerIdOf(warehouse.account.address));
      expect(await ledger.labellingOf(bare.id, hash("labels"))).to.deep.equal([
        warehouse.id,
        at("CNHAZ"),
        4n,
        BigInt(await time.latest()),
      ]);
      expect(await ledger.labelledUnits(bare.id)).to.equal(4n);
    });

    it("never labels more units than the batch holds, whoever labels and under whichever roots", async () => {
      const { seller } = w.cast;
      await ledger.connect(brand.account).appoint(w.product, seller.id, LABELLER);
      await label(bare, { root: hash("1"), quantity: 4n });
      await label(bare, { root: hash("2"), quantity: 5n, by: seller });
      await expect(label(bare, { root: hash("3"), quantity: 2n }))
        .to.be.revertedWithCustomError(ledger, "LabelsExceedBatch")
        .withArgs(bare.id, 2n, 1n);
      await expect(label(bare, { root: hash("3"), quantity: 2n ** 64n - 1n, by: seller }))
        .to.be.revertedWithCustomError(ledger, "LabelsExceedBatch")
        .withArgs(bare.id, 2n ** 64n - 1n, 1n);
      await label(bare, { root: hash("3"), quantity: 1n });
      expect(await ledger.labelledUnits(bare.id)).to.equal(LABELS);
    });

    it("counts each batch by itself", async () => {
      await label(bare, { quantity: LABELS });
      await label(listed, { quantity: LABELS });
      expect([await ledger.labelledUnits(bare.id), await ledger.labelledUnits(listed.id)]).to.deep.equal([
        LABELS,
        LABELS,
      ]);
    });

    it("labels nothing of a batch that was voided, before or after its first labels", async () => {
      await label(bare, { quantity: 4n });
      await ledger.connect(factory.account).voidBatch(factory.id, bare.id);
      await expect(label(bare, { root: hash("2") }))
        .to.be.revertedWithCustomError(ledger, "LabelsExceedBatch")
        .withArgs(bare.id, 1n, 0n);
      await ledger.connect(factory.account).voidBatch(factory.id, listed.id);
      await expect(label(listed))
        .to.be.revertedWithCustomError(ledger, "LabelsExceedBatch")
        .withArgs(listed.id, 1n, 0n);
    });

    it("keeps the first labels of a root: neither their labeller nor another replaces them", async () => {
      const { seller } = w.cast;
      await ledger.connect(brand.account).appoint(w.product, seller.id, LABELLER);
      await label(bare, { quantity: 4n });
      for (const by of [warehouse, seller]) {
        await expect(label(bare, { by, quantity: 5n, place: "NZAKL" }))
          .to.be.revertedWithCustomError(ledger, "RootExists")
          .withArgs(bare.id, hash("labels"));
      }
      expect((await ledger.labellingOf(bare.id, hash("labels"))).quantity).to.equal(4n);
      await expect(label(listed), "the root under another batch").to.emit(ledger, "ItemsLabelled");
    });

    it("is for appointed labellers: maker, shipper, registrant and a labeller of another product are none", async () => {
      const { seller } = w.cast;
      const claimed = (seller.id << 64n) | 9_520_123_456_795n;
      await ledger.connect(seller.account).registerProduct(seller.id, 9_520_123_456_795n, 0, at(""), 190_110, ZeroHash);
      await ledger.connect(seller.account).appoint(claimed, w.cast.warehouse2.id, LABELLER);
      await ledger.connect(brand.account).appoint(w.product, w.cast.carrier.id, 3);
      for (const by of [brand, factory, seller, w.cast.warehouse2, w.cast.carrier]) {
        await expect(label(bare, { by })).to.be.revertedWithCustomError(ledger, "NotLabeller").withArgs(bare.id, by.id);
      }
      await ledger.connect(brand.account).appoint(w.product, warehouse.id, 3);
      await expect(label(bare), "after the appointment ended")
        .to.be.revertedWithCustomError(ledger, "NotLabeller")
        .withArgs(bare.id, warehouse.id);
    });

    it("asks for a key of the party, whose scope holds the place and whose roles handle goods", async () => {
      await expect(label(bare, { by: w.cast.warehouse2, party: warehouse.id }))
        .to.be.revertedWithCustomError(ledger, "SignerUnknown")
        .withArgs(warehouse.id, signerIdOf(w.cast.warehouse2.account.address));
      const officer = await addKey(warehouse, ["Warehouse"], "CNSHG");
      const key = signerIdOf(officer.account.address);
      for (const place of ["CNHAZ", "NZTRG", "CN", ""]) {
        await expect(label(bare, { by: officer, place }))
          .to.be.revertedWithCustomError(ledger, "SignerOutOfScope")
          .withArgs(warehouse.id, key, at("CNSHG"), at(place));
      }
      await expect(label(bare, { by: officer, place: "CNSHG" })).to.emit(ledger, "ItemsLabelled");
    });

    it("takes a terminal's key, and none that only witnesses", async () => {
      const { cnPort, inspector } = w.cast;
      for (const { id } of [cnPort, inspector]) await ledger.connect(brand.account).appoint(w.product, id, LABELLER);
      await expect(label(bare, { by: cnPort })).to.emit(ledger, "ItemsLabelled");
      await expect(label(bare, { by: inspector, root: hash("2") }))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(inspector.id, signerIdOf(inspector.account.address), Role.None);
    });

    it("refuses what is no place, no root, no quantity and no batch", async () => {
      for (const place of ["", "CN"]) {
        await expect(label(bare, { place })).to.be.revertedWithCustomError(ledger, "PlaceInvalid").withArgs(at(place));
      }
      await expect(label(bare, { root: ZeroHash }))
        .to.be.revertedWithCustomError(ledger, "RootInvalid")
        .withArgs(ZeroHash);
      await expect(label(bare, { quantity: 0n }))
        .to.be.revertedWithCustomError(ledger, "QuantityInvalid")
        .withArgs(0n);
      await expect(label({ ...bare, id: hash("no batch") }))
        .to.be.revertedWithCustomError(ledger, "BatchUnknown")
        .withArgs(hash("no batch"));
    });

    it("refuses a suspended labeller", async () => {
      await ledger.suspendParty(warehouse.id);
      await expect(label(bare))
        .to.be.revertedWithCustomError(ledger, "PartyIsSuspended")
        .withArgs(warehouse.id, await time.latest());
    });
  });

  describe("views", () => {
    it("are all zero for what does not exist", async () => {
      expect(await ledger.activatedAt(listed.id, hash("no item"))).to.equal(0n);
      expect(await ledger.labellingOf(listed.id, listed.items!.root)).to.deep.equal([0n, at(""), 0n, 0n]);
      expect(await ledger.labelledUnits(hash("no batch"))).to.equal(0n);
    });
  });
});

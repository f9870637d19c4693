import { expect } from "chai";
import { id as hash, toBeHex, ZeroHash } from "ethers";

import { contentsOf as storedContents } from "../../sdk/hashing/contentsOf.js";
import { batchId, lotKey, signerIdOf, type ConsignmentId } from "../../sdk/ids.js";
import { TransportMode } from "../../sdk/places/transportMode.js";
import { Adjustment, KeyHolder, Regime, Role, roleSet, type RoleName } from "../../sdk/vocabulary.js";
import type { IWaymark, LineStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { contentsOf } from "../support/goods.js";
import { heldAt, particulars, Writer } from "../support/records.js";
import { direct } from "../support/way.js";
import {
  at,
  batchDetails,
  country,
  createConsignment,
  FOREVER,
  HS6,
  line,
  world,
  type Member,
  type World,
} from "../support/world.js";

const { time } = networkHelpers;

const SubjectKind = { None: 0, Product: 1, Batch: 2, Consignment: 3 } as const;
type Subject = readonly [kind: number, id: string];

const EVERYWHERE = "0x0000";
const CLAIMED_GTIN = 9_520_123_456_795n;

/** The world with a consignment of the factory's, and a product that the seller claims. */
async function recallWorld(): Promise<World & { consignment: ConsignmentId; claimed: bigint; claimedBatch: string }> {
  const w = await world();
  const { seller } = w.cast;
  const claimed = (seller.id << 64n) | CLAIMED_GTIN;
  const as = w.ledger.connect(seller.account);
  await (await as.registerProduct(seller.id, CLAIMED_GTIN, 0, at(""), HS6, ZeroHash)).wait();
  await (await as.registerBatch(seller.id, batchDetails({ product: claimed, lotKey: lotKey("CLAIM") }))).wait();
  const consignment = await createConsignment(w);
  return { ...w, consignment, claimed, claimedBatch: batchId(claimed, lotKey("CLAIM")) };
}

describe("RecallAffairs", () => {
  let w: Awaited<ReturnType<typeof recallWorld>>;
  let ledger: IWaymark;
  let brand: Member;
  let factory: Member;
  let seller: Member;
  let regulator: Member;
  let product: Subject;
  let batch: Subject;
  let consignment: Subject;

  beforeEach(async () => {
    w = await loadFixture(recallWorld);
    ({ ledger } = w);
    ({ brand, factory, seller, regulator } = w.cast);
    product = [SubjectKind.Product, toBeHex(w.product, 32)];
    batch = [SubjectKind.Batch, w.batch];
    consignment = [SubjectKind.Consignment, w.consignment];
  });

  const DATA = hash("why");
  const place = (
    by: Member,
    [kind, id]: Subject,
    where = EVERYWHERE,
    { lines = [], party = by.id }: { lines?: LineStruct[]; party?: bigint } = {},
  ) => ledger.connect(by.account).placeRecall(party, kind, id, where, lines, DATA);
  const lift = (by: Member, [kind, id]: Subject, where = EVERYWHERE, party = by.id) =>
    ledger.connect(by.account).liftRecall(party, kind, id, where);

  /** Expects a recall to be taken, kept under its placer and counted. */
  const expectPlaced = async (by: Member, subject: Subject, where = EVERYWHERE, lines: LineStruct[] = []) => {
    const open = await ledger.openRecalls(...subject);
    await expect(place(by, subject, where, { lines }))
      .to.emit(ledger, "RecallPlaced")
      .withArgs(...subject, by.id, where, DATA, signerIdOf(by.account.address));
    expect(await ledger.recallOf(...subject, by.id, where)).to.equal(await time.latest());
    expect(await ledger.openRecalls(...subject)).to.equal(open + 1n);
  };

  const expectNotRecaller = async (by: Member, subject: Subject, where = EVERYWHERE, lines: LineStruct[] = []) => {
    await expect(place(by, subject, where, { lines }))
      .to.be.revertedWithCustomError(ledger, "NotRecaller")
      .withArgs(...subject, by.id);
  };

  /** Gives a party another key, of the outsider, with these roles and scope. */
  const addKey = async (party: Member, roles: RoleName[], scope = ""): Promise<Member> => {
    await ledger
      .connect(party.account)
      .addSigner(party.id, w.outsider.address, roleSet(roles), at(scope), 0, FOREVER, KeyHolder.Officer);
    return { id: party.id, account: w.outsider };
  };

  describe("placeRecall by a brand", () => {
    it("recalls a product and a batch of its own everywhere, whoever made it", async () => {
      await expectPlaced(brand, product);
      await expectPlaced(brand, batch);
    });

    it("recalls a claimed product as its claimant, and as the brand once that has endorsed it", async () => {
      const subjects: Subject[] = [
        [SubjectKind.Product, toBeHex(w.claimed, 32)],
        [SubjectKind.Batch, w.claimedBatch],
      ];
      for (const subject of subjects) {
        await expectPlaced(seller, subject);
        await expectNotRecaller(brand, subject);
      }
      await ledger.connect(brand.account).endorseProduct(brand.id, w.claimed, 7);
      for (const subject of subjects) {
        await expectPlaced(brand, subject);
        await expectNotRecaller(w.cast.brand2, subject);
      }
    });

    it("recalls a consignment as its creator", async () => {
      await expectPlaced(factory, consignment);
    });

    it("recalls a consignment of others by proving that it holds a line of its product", async () => {
      await expectNotRecaller(brand, consignment);
      await expectPlaced(brand, consignment, EVERYWHERE, contentsOf(w));
    });

    it("finds its line among others of other brands, wherever it stands, and none in a stranger's goods", async () => {
      await ledger.connect(seller.account).appoint(w.claimed, factory.id, 2);
      const lines = [line(w.claimedBatch, 5), line(w.batch, 10)];
      const mixed = await createConsignment(w, { key: hash("mixed"), lines });
      await expectPlaced(brand, [SubjectKind.Consignment, mixed], EVERYWHERE, lines);
      await expectPlaced(seller, [SubjectKind.Consignment, mixed], EVERYWHERE, lines);
      const foreign = [line(w.claimedBatch, 5)];
      const other = await createConsignment(w, { key: hash("other"), lines: foreign });
      await expectNotRecaller(brand, [SubjectKind.Consignment, other], EVERYWHERE, foreign);
    });

    it("refuses lines that the consignment does not hold", async () => {
      const invented = [{ batch: w.batch, quantity: 481n, items: ZeroHash }];
      const { contents } = await ledger.consignmentOf(w.consignment);
      await expect(place(brand, consignment, EVERYWHERE, { lines: invented }))
        .to.be.revertedWithCustomError(ledger, "ContentsMismatch")
        .withArgs(w.consignment, storedContents(invented), contents);
    });

    it("is refused to parties that are correctly granted but have no business with the goods", async () => {
      const { brand2, factory2, carrier, warehouse, retailer, broker } = w.cast;
      for (const by of [brand2, factory2, carrier, warehouse, retailer, broker, factory]) {
        await expectNotRecaller(by, product);
        await expectNotRecaller(by, batch);
      }
      for (const by of [brand2, factory2, carrier, warehouse, retailer, broker]) {
        await expectNotRecaller(by, consignment);
        await expectNotRecaller(by, consignment, EVERYWHERE, contentsOf(w));
      }
    });

    it("asks for a commercial key of the party", async () => {
      await expect(place(w.cast.brand2, product, EVERYWHERE, { party: brand.id }))
        .to.be.revertedWithCustomError(ledger, "SignerUnknown")
        .withArgs(brand.id, signerIdOf(w.cast.brand2.account.address));
      const officer = await addKey(brand, ["Inspector", "Regulator", "Port", "Customs"]);
      await expect(place(officer, product))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(brand.id, signerIdOf(officer.account.address), Role.None);
      await expect(place(regulator, product), "a regulator everywhere")
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(regulator.id, signerIdOf(regulator.account.address), Role.None);
    });
  });

  describe("placeRecall by a regulator", () => {
    it("recalls products, batches and consignments in its country", async () => {
      for (const subject of [product, batch, consignment]) await expectPlaced(regulator, subject, country("CN"));
    });

    it("recalls in any country when it is granted anywhere", async () => {
      await ledger.setGrant(regulator.id, at(""), roleSet(["Regulator"]));
      for (const where of ["CN", "NZ", "DE"]) await expectPlaced(regulator, product, country(where));
    });

    it("recalls in no other country, nor on a grant for one place of it, nor once the grant is withdrawn", async () => {
      await expectNotRecaller(regulator, product, country("NZ"));
      await ledger.setGrant(regulator.id, at("CN"), 0);
      await expectNotRecaller(regulator, product, country("CN"));
      await ledger.setGrant(regulator.id, at("CNSHG"), roleSet(["Regulator"]));
      await expectNotRecaller(regulator, product, country("CN"));
    });

    it("does not recall a territory of which its country is a member", async () => {
      await ledger.setGrant(regulator.id, at("DE"), roleSet(["Regulator"]));
      await expectNotRecaller(regulator, product, country("EU"));
      await expectNotRecaller(regulator, product, country("FR"));
      await expectPlaced(regulator, product, country("DE"));
    });

    it("is no customs office, inspector or brand, even with a key that says so", async () => {
      for (const by of [w.cast.cnCustoms, w.cast.inspector, brand]) {
        const signer = signerIdOf(by.account.address);
        await expect(place(by, product, country("CN")))
          .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
          .withArgs(by.id, signer, Role.Regulator);
      }
      const officer = await addKey(w.cast.cnCustoms, ["Regulator"]);
      await expectNotRecaller(officer, product, country("CN"));
    });

    it("asks for a key whose scope holds the whole country", async () => {
      const officer = await addKey(regulator, ["Regulator"], "CNSHG");
      await expect(place(officer, product, country("CN")))
        .to.be.revertedWithCustomError(ledger, "SignerOutOfScope")
        .withArgs(regulator.id, signerIdOf(officer.account.address), at("CNSHG"), at("CN"));
    });

    it("refuses what is no country", async () => {
      for (const where of ["0x4300", "0x636e", "0x0043", "0x3132"]) {
        await expect(place(regulator, product, where))
          .to.be.revertedWithCustomError(ledger, "CountryInvalid")
          .withArgs(where);
      }
    });
  });

  it("refuses subjects that are not on the ledger, by whoever asks", async () => {
    const unknown: Subject[] = [
      [SubjectKind.None, toBeHex(w.product, 32)],
      [SubjectKind.Product, ZeroHash],
      [SubjectKind.Product, toBeHex(w.product + 1n, 32)],
      [SubjectKind.Product, toBeHex((1n << 96n) | w.product, 32)],
      [SubjectKind.Product, toBeHex((1n << 255n) | w.product, 32)],
      [SubjectKind.Product, toBeHex((brand.id << 64n) | w.product, 32)],
      [SubjectKind.Product, w.batch],
      [SubjectKind.Batch, toBeHex(w.product, 32)],
      [SubjectKind.Batch, ZeroHash],
      [SubjectKind.Batch, w.consignment],
      [SubjectKind.Consignment, w.batch],
      [SubjectKind.Consignment, ZeroHash],
    ];
    for (const subject of unknown) {
      for (const [by, where] of [
        [brand, EVERYWHERE],
        [regulator, country("CN")],
      ] as const) {
        await expect(place(by, subject, where))
          .to.be.revertedWithCustomError(ledger, "SubjectUnknown")
          .withArgs(...subject);
      }
      expect(await ledger.openRecalls(...subject)).to.equal(0n);
    }
  });

  it("takes a recall once for each subject, placer and country", async () => {
    await ledger.setGrant(regulator.id, at(""), roleSet(["Regulator"]));
    for (const [by, where] of [
      [brand, EVERYWHERE],
      [regulator, country("CN")],
      [regulator, country("NZ")],
    ] as const) {
      await expectPlaced(by, product, where);
      await expect(place(by, product, where))
        .to.be.revertedWithCustomError(ledger, "RecallExists")
        .withArgs(...product, by.id, where);
    }
    expect(await ledger.openRecalls(...product)).to.equal(3n);
  });

  describe("liftRecall", () => {
    beforeEach(async () => {
      await place(brand, product);
      await place(regulator, product, country("CN"));
    });

    it("ends the placer's own recall, and leaves the others", async () => {
      await expect(lift(brand, product))
        .to.emit(ledger, "RecallLifted")
        .withArgs(...product, brand.id, EVERYWHERE, signerIdOf(brand.account.address));
      expect(await ledger.recallOf(...product, brand.id, EVERYWHERE)).to.equal(0n);
      expect(await ledger.recallOf(...product, regulator.id, country("CN"))).to.not.equal(0n);
      expect(await ledger.openRecalls(...product)).to.equal(1n);
      await lift(regulator, product, country("CN"));
      expect(await ledger.openRecalls(...product)).to.equal(0n);
    });

    it("lifts nobody else's: neither a rival, nor the brand its regulator's, nor the other way round", async () => {
      await ledger.setGrant(w.cast.inspector2.id, at("CN"), roleSet(["Regulator"]));
      const rival = await addKey(w.cast.inspector2, ["Regulator"]);
      const attempts: [Member, string][] = [
        [w.cast.brand2, EVERYWHERE],
        [factory, EVERYWHERE],
        [rival, country("CN")],
        [regulator, country("NZ")],
      ];
      for (const [by, where] of attempts) {
        await expect(lift(by, product, where))
          .to.be.revertedWithCustomError(ledger, "RecallUnknown")
          .withArgs(...product, by.id, where);
      }
      for (const [by, where, of] of [
        [brand, country("CN"), regulator],
        [regulator, EVERYWHERE, brand],
      ] as const) {
        await expect(lift(by, product, where, of.id))
          .to.be.revertedWithCustomError(ledger, "SignerUnknown")
          .withArgs(of.id, signerIdOf(by.account.address));
      }
      expect(await ledger.openRecalls(...product)).to.equal(2n);
    });

    it("refuses a recall that was lifted already, and one of another subject; a new one may follow", async () => {
      await lift(brand, product);
      await expect(lift(brand, product))
        .to.be.revertedWithCustomError(ledger, "RecallUnknown")
        .withArgs(...product, brand.id, EVERYWHERE);
      await expect(lift(regulator, batch, country("CN")))
        .to.be.revertedWithCustomError(ledger, "RecallUnknown")
        .withArgs(...batch, regulator.id, country("CN"));
      await expectPlaced(brand, product);
    });

    it("asks for a key that could have placed it", async () => {
      const inspector = await addKey(regulator, ["Inspector"]);
      await expect(lift(inspector, product, country("CN")))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(regulator.id, signerIdOf(inspector.account.address), Role.Regulator);
      await expect(lift(regulator, product, "0x0043"))
        .to.be.revertedWithCustomError(ledger, "CountryInvalid")
        .withArgs("0x0043");
    });
  });

  it("refuses suspended parties, and keeps what they recalled", async () => {
    await place(brand, product);
    await ledger.suspendParty(brand.id);
    const since = await time.latest();
    for (const attempt of [() => place(brand, batch), () => lift(brand, product)]) {
      await expect(attempt()).to.be.revertedWithCustomError(ledger, "PartyIsSuspended").withArgs(brand.id, since);
    }
    expect(await ledger.openRecalls(...product)).to.equal(1n);
  });

  it("blocks no record: the recalled goods go all their way, and every recall stands at its end", async () => {
    const { carrier, nzCustoms, cnCustoms, broker, warehouse, retailer } = w.cast;
    for (const subject of [product, batch, consignment]) await place(regulator, subject, country("CN"));
    for (const subject of [product, batch]) await place(brand, subject);
    await place(factory, consignment);

    const goods = new Writer(w, direct, w.consignment);
    await goods.take(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id });
    await goods.take(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });
    await goods.take(carrier, "Departed", "Carrier", "NZTRG", { detail: TransportMode.Maritime });
    await goods.take(carrier, "Arrived", "Carrier", "CNSHG", { next: warehouse.id });
    const declaration = { detail: Regime.General, principal: factory.id };
    await goods.take(broker, "ImportDeclared", "Broker", "CNSHG", declaration);
    await goods.take(regulator, "Held", "Regulator", "CNSHG", { scope: "CN" });
    const { sequence } = await ledger.holdOf(w.consignment, regulator.id);
    await goods.take(regulator, "HoldLifted", "Regulator", "CNSHG", { scope: "CN", basedOn: heldAt(sequence) });
    await goods.take(cnCustoms, "ImportCleared", "Customs", "CNSHG", { scope: "CN" });
    const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 2)]);
    const sample = { detail: Adjustment.Sample, scope: "CN", basedOn };
    const c = await goods.checkpoint(w.cast.inspector, "Adjusted", "Inspector", "CNSHG", sample);
    await goods.takeLines(w.cast.inspector, c, p);
    await goods.take(warehouse, "Received", "Warehouse", "CNSHG", { scope: "CN", next: retailer.id });
    await goods.take(retailer, "Received", "Retailer", "CNSHG", { scope: "CN" });
    await goods.take(retailer, "Delivered", "Retailer", "CNSHG", { scope: "CN" });
    await createConsignment(w, { key: hash("more of it") });

    for (const subject of [product, batch, consignment]) expect(await ledger.openRecalls(...subject)).to.equal(2n);
  });

  describe("views", () => {
    it("count what concerns each batch: its own recalls and its product's", async () => {
      await place(brand, product);
      await place(regulator, product, country("CN"));
      await place(brand, batch);
      await place(factory, consignment);
      await ledger.connect(factory.account).registerBatch(factory.id, batchDetails({ lotKey: lotKey("NEXT") }));
      const next = batchId(w.product, lotKey("NEXT"));
      expect(await ledger.recallsOf([w.batch, next, w.claimedBatch, hash("no batch"), w.batch])).to.deep.equal([
        3n,
        2n,
        0n,
        0n,
        3n,
      ]);
      expect(await ledger.recallsOf([])).to.deep.equal([]);
    });
  });
});

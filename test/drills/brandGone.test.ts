import { expect } from "chai";
import { id as hash } from "ethers";

import { lotKey, signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, roleSet, SubjectKind } from "../../sdk/vocabulary.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { clearedGoods } from "../support/goods.js";
import { direct } from "../support/way.js";
import { at, batchDetails, country, FOREVER, GTIN } from "../support/world.js";
import { DAY, governedWorld, Intent } from "./governedWorld.js";

describe("Drill: the brand is gone", () => {
  // From here on neither the brand's manager nor any key of its writes.
  const start = () => loadFixture(governedWorld);

  it("its products, batches and journeys stay, and are read by anybody as before", async () => {
    const w = await start();
    const goods = await clearedGoods(w, direct);
    const reader = w.ledger.connect(w.outsider);
    expect((await reader.productOf(GTIN)).registrant).to.equal(w.cast.brand.id);
    expect((await reader.batchOf(w.batch)).quantity).to.equal(1_000);
    expect((await reader.consignmentOf(goods.id)).creator).to.equal(w.cast.factory.id);
  });

  it("who it appointed goes on making and shipping, and goods on their way arrive", async () => {
    const w = await start();
    const { factory, warehouse } = w.cast;
    await w.ledger.connect(factory.account).registerBatch(factory.id, batchDetails({ lotKey: lotKey("LATER") }));
    const goods = await clearedGoods(w, direct);
    await goods.take(warehouse, "Received", "Warehouse", "CNSHG", { scope: "CN" });
    await goods.take(warehouse, "Delivered", "Warehouse", "CNSHG", { scope: "CN" });
  });

  it("nobody steps into its place unasked: its product's appointments and pages are for its manager alone", async () => {
    const w = await start();
    const { brand, brand2, factory } = w.cast;
    for (const { account } of [brand2, factory]) {
      const own = w.ledger.connect(account);
      for (const attempt of [own.appoint(GTIN, brand2.id, 1), own.setResolvers(GTIN, ["id.false.example"])]) {
        await expect(attempt)
          .to.be.revertedWithCustomError(w.ledger, "NotManager")
          .withArgs(brand.id, signerIdOf(account.address));
      }
    }
  });

  it("its consumers are still warned: a regulator recalls in its country what the brand cannot any more", async () => {
    const w = await start();
    const { regulator } = w.cast;
    const own = w.ledger.connect(regulator.account);
    await own.placeRecall(regulator.id, SubjectKind.Batch, w.batch, country("CN"), [], hash("recall"));
    expect(await w.ledger.openRecalls(SubjectKind.Batch, w.batch)).to.equal(1);
    await expect(own.placeRecall(regulator.id, SubjectKind.Batch, w.batch, "0x0000", [], hash("recall")))
      .to.be.revertedWithCustomError(w.ledger, "SignerLacksRole")
      .withArgs(regulator.id, signerIdOf(regulator.account.address), 0);
  });

  it("honest parties recover: its administrator becomes manager after a day and a week, and speaks for it with a new key", async () => {
    const w = await start();
    const { brand } = w.cast;
    const [administrator, key] = w.spare;
    const proposal = await Intent.ofLedger(w, w.governors.Recovery, "proposeManager", brand.id, administrator.address);
    expect(await proposal.remaining()).to.equal(DAY);
    await proposal.carryOut();
    await networkHelpers.time.increase(7 * DAY);
    await w.ledger.connect(w.outsider).completeRecovery(brand.id);
    const own = w.ledger.connect(administrator);
    await own.addSigner(brand.id, key.address, roleSet(["Brand"]), at(""), 0, FOREVER, KeyHolder.Officer);
    await w.ledger
      .connect(key)
      .placeRecall(
        brand.id,
        SubjectKind.Product,
        `0x${GTIN.toString(16).padStart(64, "0")}`,
        "0x0000",
        [],
        hash("last"),
      );
  });
});

import { expect } from "chai";
import { ZeroHash, id as hash } from "ethers";

import { parseGtin } from "../../sdk/gs1/gtin.js";
import { productId } from "../../sdk/ids.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { SubjectKind } from "../../sdk/vocabulary.js";
import { clientOf } from "../support/client.js";
import { Play } from "../support/play.js";
import { bySea, type Row } from "../support/playRows.js";
import { at, batchDetails, country, HS6, PREFIX_LENGTH } from "../support/world.js";

/** What a registrant appoints others to do. */
const [MAKER, SHIPPER] = [1, 2];
/** A GTIN under the brand's prefix that the brand has not registered. */
const UNREGISTERED = parseGtin("9520123456795");

async function begun(): Promise<Play> {
  return Play.begin(
    {
      Courier: ["", "Carrier"],
      "Overseas store": ["DE", "Warehouse"],
      "Factory NL": ["NL", "Factory"],
      "NL customs": ["NL", "Customs"],
      "Broker AU": ["AU", "Broker"],
    },
    [
      ...["Broker for Bonded store", "Broker for Overseas store", "Broker for Seller", "Broker AU for Seller"],
      "Broker for Factory NL",
    ],
  );
}

/** A product of the brand's that the seller claims. */
async function claim(play: Play): Promise<bigint> {
  const { id } = play.party("Seller");
  await play.as("Seller").registerProduct(id, BigInt(UNREGISTERED), 0, at(""), HS6, ZeroHash);
  return productId(UNREGISTERED, id);
}

/** From Shanghai's terminal into bond, and declared there. */
const INTO_BOND: readonly Row[] = [
  ["X", "Received", "Trucker", "Carrier", "CNSHG", "custody Trucker"],
  ["X", "Forwarded road", "Trucker", "Carrier", "CNSHG", "inland leg; next Bonded store"],
  ["X", "Received", "Bonded store", "Warehouse", "CNHAZ", "inland leg ends; place CNHAZ; custody Bonded store"],
  ["X", "ImportDeclared bonded", "Broker for Bonded store", "Broker", "CNHAZ", "Declared"],
];

describe("Journey 2: months in bond, released parcel by parcel", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory", "NZAKL", "CN");
    await play.rows(
      ...bySea("X", 12),
      ...INTO_BOND,
      ["X", "Inspected pass", "Inspector", "Inspector", "CNHAZ", "record only"],
      ["X", "ImportCleared by lines", "CN customs", "Customs", "CNHAZ", "PartlyCleared; 60 left", { units: 40 }],
    );
    // Longer than a record may be late: each release only has to be recorded in time.
    for (const left of [45, 30, 15]) {
      await play.pass(40);
      const released = `PartlyCleared; ${left} left`;
      await play.rows(["X", "ImportCleared by lines", "CN customs", "Customs", "CNHAZ", released, { units: 15 }]);
    }
    await play.rows(
      ["X", "Adjusted shortage", "Bonded store", "Warehouse", "CNHAZ", "14 left", { units: 1 }],
      ["X", "ImportCleared by lines", "CN customs", "Customs", "CNHAZ", "Closed; Cleared; 0 left", { units: 14 }],
    );
    await play.ends();
  });
});

describe("Journey 2, what is left after months", () => {
  it("may be cleared whole, destroyed, or sent abroad", async () => {
    const play = await Play.of(begun);
    const bonded = (rows: readonly Row[]) => rows.map(([, ...row]): Row => ["X Y Z", ...row]);
    await play.create("X Y Z", "Factory", "NZAKL", "CN");
    await play.rows(...bySea("X Y Z", 12), ...bonded(INTO_BOND), [
      ...(["X Y Z", "ImportCleared by lines", "CN customs", "Customs", "CNHAZ", "PartlyCleared; 60 left"] as const),
      { units: 40 },
    ]);
    await play.rows(
      ["X", "ImportCleared", "CN customs", "Customs", "CNHAZ", "Cleared"],
      ["Y", "Destroyed", "Bonded store", "Warehouse", "CNHAZ", "Closed"],
      [
        ...(["Z", "Returned to AU", "Bonded store", "Warehouse", "CNHAZ"] as const),
        "Ready; None; export not cleared; destination AU; next Line",
      ],
    );
    await play.refused(
      "ExportNotCleared",
      [play.idOf("Z")],
      ["Z", "Departed sea", "Line", "Carrier", "CNHAZ", "InTransit; custody Line"],
    );
    await play.rows(
      ["Z", "ExportCleared", "CN customs", "Customs", "CNHAZ", "export own"],
      ["Z", "Departed sea", "Line", "Carrier", "CNHAZ", "InTransit; custody Line"],
      ["Z", "Arrived", "Line", "Carrier", "AUSYD", "Arrived; place AUSYD"],
    );
    await play.ends();
  });
});

describe("Journey 3: direct mail by air", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    const product = await claim(play);
    const batch = await play.registerBatch("Seller", "S1", "DE", product);
    await play.as("Seller").appoint(product, play.party("Overseas store").id, SHIPPER);
    await play.create("X", "Overseas store", "DEFRA", "CN", { batch });
    await play.rows(
      ["X", "Origin", "Overseas store", "Warehouse", "DEFRA", "Ready; next Courier"],
      ["X", "ExportCleared", "DE customs", "Customs", "DEFRA", "export own"],
      ["X", "Departed air", "Courier", "Carrier", "DEFRA", "InTransit; custody Courier"],
      ["X", "ImportDeclared direct mail", "Broker for Overseas store", "Broker", "CNHGH", "Declared"],
      ["X", "Arrived", "Courier", "Carrier", "CNHGH", "Arrived; place CNHGH"],
      ["X", "Sighted scanned", "CN customs", "Customs", "CNHGH", "record only"],
      ["X", "ImportCleared", "CN customs", "Customs", "CNHGH", "Cleared"],
      ["X", "Forwarded road", "Courier", "Carrier", "CNHGH", "inland leg"],
      ["X", "Delivered", "Courier", "Carrier", "CNNGB", "Delivered; inland leg ends; place CNNGB"],
    );
    await play.ends();
  });
});

describe("Journey 10: recall of a batch in one country, and of one consignment", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    const { ledger, w } = play;
    await play.create("X", "Factory", "NZAKL", "CN");
    await play.rows(...bySea("X", 12), ...INTO_BOND, [
      ...(["X", "ImportCleared by lines", "CN customs", "Customs", "CNHAZ", "PartlyCleared; 50 left"] as const),
      { units: 50 },
    ]);
    const [brand, regulator, goods] = [play.party("Brand").id, play.party("CN regulator").id, play.idOf("X")];
    const [batch, CN, everywhere] = [w.batch, country("CN"), "0x0000"];
    const data = hash("why it is recalled");
    await play.as("CN regulator").placeRecall(regulator, SubjectKind.Batch, batch, CN, [], data);
    await play.rows(["X", "Held", "CN regulator", "Regulator", "CNHAZ", "hold +1"]);
    await play.as("Brand").placeRecall(brand, SubjectKind.Consignment, goods, everywhere, [play.line("X")], data);
    expect((await recalls(play)).length).to.equal(2);
    // Neither lifts the other's.
    await expect(play.as("Brand").liftRecall(brand, SubjectKind.Batch, batch, everywhere))
      .to.be.revertedWithCustomError(ledger, "RecallUnknown")
      .withArgs(SubjectKind.Batch, batch, brand, everywhere);
    await expect(play.as("CN regulator").liftRecall(regulator, SubjectKind.Consignment, goods, CN))
      .to.be.revertedWithCustomError(ledger, "RecallUnknown")
      .withArgs(SubjectKind.Consignment, goods, regulator, CN);
    await play.rows(
      ["X", "HoldLifted", "CN regulator", "Regulator", "CNHAZ", "hold −1"],
      ["X", "Destroyed", "Bonded store", "Warehouse", "CNHAZ", "Closed"],
    );
    await play.as("Brand").liftRecall(brand, SubjectKind.Consignment, goods, everywhere);
    // The regulator's recall stays, for its country.
    const open = await recalls(play);
    expect(open.map(({ placer, country: where }) => [placer, where])).to.deep.equal([[regulator, "CN"]]);
    await play.ends();
  });
});

async function recalls(play: Play) {
  return (await traceConsignment(await clientOf(play.w), play.idOf("X"))).recalls;
}

describe("Journey 11: two factories in two countries for one GTIN", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    const { ledger, w } = play;
    const dutch = play.party("Factory NL").id;
    await play.as("Brand").appoint(w.product, dutch, MAKER);
    const batch = await play.registerBatch("Factory NL", "NL2611A", "NL");
    // Lot keys are one name space for each product.
    const details = batchDetails({ origin: country("NL") });
    await expect(play.as("Factory NL").registerBatch(dutch, details))
      .to.be.revertedWithCustomError(ledger, "BatchExists")
      .withArgs(w.batch);
    await expect(play.create("Z", "Factory NL", "NLRTM", "CN"))
      .to.be.revertedWithCustomError(ledger, "NotShipper")
      .withArgs(w.batch, dutch);

    await play.create("X", "Factory", "NZTRG", "CN");
    await play.create("Y", "Factory NL", "NLRTM", "CN", { batch });
    await play.rows(
      ["X", "Origin", "Factory", "Factory", "NZTRG", "Ready; next Line"],
      ["Y", "Origin", "Factory NL", "Factory", "NLRTM", "Ready; next Line"],
      ["X", "ExportCleared", "NZ customs", "Customs", "NZTRG", "export own"],
      ["Y", "ExportCleared", "NL customs", "Customs", "NLRTM", "export own"],
      ["X", "Departed sea", "Line", "Carrier", "NZTRG", "InTransit; custody Line"],
      ["Y", "Departed sea", "Line", "Carrier", "NLRTM", "InTransit; custody Line"],
      ...bySea("X Y", 12, 9),
      ["X", "ImportDeclared general", "Broker for Factory", "Broker", "CNSHG", "Declared"],
      ["Y", "ImportDeclared general", "Broker for Factory NL", "Broker", "CNSHG", "Declared"],
      ...bySea("X Y", 19, 14),
    );
    const client = await clientOf(w);
    for (const [goods, origin] of [["X", "NZ"] as const, ["Y", "NL"] as const]) {
      const { batches } = await traceConsignment(client, play.idOf(goods));
      expect([...batches.values()].map((one) => one.origin)).to.deep.equal([origin]);
    }
    await play.ends();
  });
});

describe("Journey 12: a seller's claimed product, endorsed later", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    const product = await claim(play);
    const batch = await play.registerBatch("Seller", "S1", "AU", product);
    await play.create("X", "Seller", "AUSYD", "CN", { batch });
    await play.rows(
      ["X", "Origin", "Seller", "Seller", "AUSYD", "Ready; next Line"],
      ["X", "ExportCleared", "Broker AU for Seller", "Broker", "AUSYD", "export reported"],
      ["X", "Departed sea", "Line", "Carrier", "AUSYD", "InTransit; custody Line"],
    );
    const brand = play.party("Brand").id;
    const head = await play.ledger.headOf(play.idOf("X"));
    await expect(play.as("Brand").endorseProduct(brand, product, PREFIX_LENGTH))
      .to.emit(play.ledger, "ProductEndorsed")
      .withArgs(product, brand);
    // The records of the goods do not change.
    expect(await play.ledger.headOf(play.idOf("X"))).to.equal(head);
    expect((await play.ledger.productOf(product)).endorsedBy).to.equal(brand);
    await play.rows(
      ["X", "Arrived", "Line", "Carrier", "CNSHG", "Arrived; place CNSHG; next Retailer"],
      ["X", "ImportDeclared general", "Broker for Seller", "Broker", "CNSHG", "Declared"],
      ["X", "ImportCleared", "CN customs", "Customs", "CNSHG", "Cleared"],
      ["X", "Received", "Retailer", "Retailer", "CNSHG", "custody Retailer"],
      ["X", "Delivered", "Retailer", "Retailer", "CNSHG", "Delivered"],
    );
    await play.ends();
  });
});

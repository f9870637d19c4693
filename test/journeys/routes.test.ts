import { Customs, Kind, Movement } from "../../sdk/vocabulary.js";
import { Play } from "../support/play.js";
import { bySea, type Row } from "../support/playRows.js";
import { at, country } from "../support/world.js";

async function begun(): Promise<Play> {
  return Play.begin(
    {
      "MY customs": ["MY", "Customs"],
      "Broker VN": ["VN", "Broker"],
      "Factory CN": ["CN", "Factory"],
      "DE terminal": ["DEHAM", "Port"],
      "Retailer FR": ["FR", "Retailer"],
      "Broker DE": ["DE", "Broker"],
    },
    ["Broker VN for Factory", "Broker DE for Factory CN", "Broker for Bonded store"],
  );
}

/** A batch that the brand's appointed Chinese factory made. */
async function madeInChina(play: Play): Promise<string> {
  await play.as("Brand").appoint(play.w.product, play.party("Factory CN").id, 1);
  return play.registerBatch("Factory CN", "CN2611A", "CN");
}

describe("Journey 1: general trade by sea", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory", "NZAKL", "CN", { units: 480 });
    await play.rows(...bySea("X"));
    await play.ends();
  });
});

describe("Journey 5: declared in advance", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory", "NZAKL", "CN");
    await play.rows(...bySea("X", 7));
    const declared: Row = ["X", "ImportDeclared general", "Broker for Factory", "Broker", "CNSHG", "Declared"];
    // Before they first depart there is nothing to declare.
    await play.refused("MovementForbids", [play.idOf("X"), Kind.ImportDeclared, Movement.Ready], declared);
    await play.rows(
      ...bySea("X", 8, 8),
      declared,
      // Amended before arrival.
      declared,
      ["X", "Arrived", "Line", "Carrier", "CNSHG", "Arrived; place CNSHG; next Terminal"],
      ["X", "ImportCleared", "CN customs", "Customs", "CNSHG", "Cleared"],
      ["X", "Received", "Terminal", "Port", "CNSHG", "custody Terminal"],
    );
    await play.ends();
  });
});

describe("Journey 6: Shanghai to Hangzhou under bond", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory", "NZAKL", "CN");
    await play.rows(
      ...bySea("X", 12),
      ["X", "ImportDeclared transit", "Broker for Factory", "Broker", "CNSHG", "Declared"],
      ["X", "Sighted gate-out", "CN customs", "Customs", "CNSHG", "record only"],
      ["X", "Received", "Trucker", "Carrier", "CNSHG", "custody Trucker"],
      ["X", "Forwarded road", "Trucker", "Carrier", "CNSHG", "inland leg; next Bonded store"],
    );
    // On the leg they stand nowhere: neither office can clear them.
    for (const office of ["CNSHG", "CNHAZ"]) {
      await play.refused(
        "NotThere",
        [play.idOf("X"), at(office), at("")],
        ["X", "ImportCleared", "CN customs", "Customs", office, "Cleared"],
      );
    }
    await play.rows(
      ["X", "Incident broken seal", "Trucker", "Carrier", "", "record only"],
      ["X", "Received", "Bonded store", "Warehouse", "CNHAZ", "inland leg ends; place CNHAZ; custody Bonded store"],
      ["X", "ImportDeclared bonded", "Broker for Bonded store", "Broker", "CNHAZ", "Declared"],
      ["X", "ImportCleared by lines", "CN customs", "Customs", "CNHAZ", "PartlyCleared; 90 left", { units: 10 }],
    );
    await play.ends();
  });
});

describe("Journey 13: transit through a third country, rerouted on the way", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    await play.create("X Y", "Factory", "NZAKL", "CN");
    await play.rows(
      ...bySea("X Y", 8),
      ["X Y", "Transshipped", "Line", "Carrier", "MYPKG", "AtTransit; place MYPKG"],
      ["X Y", "Inspected pass", "MY customs", "Customs", "MYPKG", "record only"],
      ["X Y", "Departed sea", "Line", "Carrier", "MYPKG", "InTransit"],
      ["X Y", "ImportDeclared general", "Broker for Factory", "Broker", "CNSHG", "Declared"],
      ["X", "Diverted to VN", "Line", "Carrier", "", "destination VN; None"],
    );
    // The old destination is another territory from now on.
    await play.refused(
      "WrongTerritory",
      [at("CNSHG"), country("VN")],
      ["X", "Arrived", "Line", "Carrier", "CNSHG", "Arrived; place CNSHG"],
    );
    await play.rows(
      ["X", "Arrived", "Line", "Carrier", "VNSGN", "Arrived; place VNSGN"],
      ["X", "ImportDeclared general", "Broker VN for Factory", "Broker", "VNSGN", "Declared"],
      ["Y", "Transshipped", "Line", "Carrier", "HKHKG", "AtTransit; place HKHKG"],
      ["Y", "Diverted to HK", "Line", "Carrier", "HKHKG", "destination HK; Arrived; None"],
    );
    await play.ends();
  });
});

describe("Journey 15: from China to the EU, through German customs to a French door", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory CN", "CNSZX", "FR", { batch: await madeInChina(play) });
    await play.rows(
      ["X", "Origin", "Factory CN", "Factory", "CNSZX", "Ready; next Line"],
      ["X", "ExportCleared", "CN customs", "Customs", "CNSZX", "export own"],
      ["X", "Departed sea", "Line", "Carrier", "CNSZX", "InTransit; custody Line"],
      ["X", "Arrived", "Line", "Carrier", "DEHAM", "Arrived; place DEHAM; next DE terminal"],
      ["X", "Received", "DE terminal", "Port", "DEHAM", "custody DE terminal; next Trucker"],
      ["X", "ImportDeclared general", "Broker DE for Factory CN", "Broker", "DEHAM", "Declared"],
      ["X", "ImportCleared", "DE customs", "Customs", "DEHAM", "Cleared"],
      ["X", "Received", "Trucker", "Carrier", "DEHAM", "custody Trucker"],
      ["X", "Forwarded road", "Trucker", "Carrier", "DEHAM", "inland leg; next Retailer FR"],
      ["X", "Received", "Retailer FR", "Retailer", "FRLEH", "inland leg ends; place FRLEH; custody Retailer FR"],
      ["X", "Delivered", "Retailer FR", "Retailer", "FRLEH", "Delivered"],
    );
    await play.ends();
  });
});

describe("Journey 16: domestic", () => {
  it("is told record by record: one that stays, one that coasts over a foreign port", async () => {
    const play = await Play.of(begun);
    await play.create("X Y", "Factory CN", "CNSHG", "CN", { batch: await madeInChina(play), domestic: true });
    await play.rows(
      ["X Y", "Origin", "Factory CN", "Factory", "CNSHG", "Ready; next Trucker"],
      ["X Y", "Departed road", "Trucker", "Carrier", "CNSHG", "InTransit; custody Trucker"],
      ["X", "Arrived", "Trucker", "Carrier", "CNHAZ", "Arrived; place CNHAZ; next Retailer"],
      ["X", "Received", "Retailer", "Retailer", "CNHAZ", "custody Retailer"],
      ["X", "Delivered", "Retailer", "Retailer", "CNHAZ", "Delivered"],
      ["Y", "Transshipped", "Trucker", "Carrier", "HKHKG", "AtTransit; place HKHKG; not domestic"],
      ["Y", "Departed road", "Trucker", "Carrier", "HKHKG", "InTransit"],
      ["Y", "Arrived", "Trucker", "Carrier", "CNSZX", "Arrived; place CNSZX; next Retailer"],
      ["Y", "Received", "Retailer", "Retailer", "CNSZX", "custody Retailer"],
    );
    // Undeclared goods that were abroad are not delivered like domestic ones.
    await play.refused(
      "CustomsForbids",
      [play.idOf("Y"), Kind.Delivered, Customs.None],
      ["Y", "Delivered", "Retailer", "Retailer", "CNSZX", "Delivered"],
    );
    await play.ends();
  });
});

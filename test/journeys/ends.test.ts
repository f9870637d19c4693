import { Customs, Kind } from "../../sdk/vocabulary.js";
import { Play } from "../support/play.js";
import { bySea } from "../support/playRows.js";

async function begun(): Promise<Play> {
  return Play.begin({ Courier: ["", "Carrier"] }, ["Broker NZ for Factory", "Broker for Bonded store"]);
}

describe("Journey 8: a sample, one unit short, one tin damaged", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory", "NZAKL", "CN", { units: 480 });
    await play.rows(
      ...bySea("X", 13),
      ["X", "Held", "CN customs", "Customs", "CNSHG", "hold +1"],
      ["X", "Adjusted sample", "Inspector", "Inspector", "CNSHG", "477 left", { units: 3 }],
    );
    // Under another authority's hold a sample leaves the contents, and nothing else.
    await play.refused(
      "ConsignmentHeld",
      [play.idOf("X"), 1, false],
      ["X", "Adjusted shortage", "Terminal", "Port", "CNSHG", "record only", { units: 1 }],
    );
    await play.rows(
      ["X", "Inspected pass", "Inspector", "Inspector", "CNSHG", "record only"],
      ["X", "HoldLifted", "CN customs", "Customs", "CNSHG", "hold −1"],
      ["X", "ImportCleared", "CN customs", "Customs", "CNSHG", "Cleared"],
      ["X", "Received", "Terminal", "Port", "CNSHG", "next Bonded store"],
      ["X", "Received", "Bonded store", "Warehouse", "CNHAZ", "place CNHAZ; custody Bonded store"],
      ["X", "Adjusted shortage", "Bonded store", "Warehouse", "CNHAZ", "476 left", { units: 1 }],
      ["X", "Incident damage", "Bonded store", "Warehouse", "CNHAZ", "record only"],
      ["X", "Adjusted units damaged", "Bonded store", "Warehouse", "CNHAZ", "475 left", { units: 1 }],
    );
    await play.ends();
  });
});

describe("Journey 9: refused, then returned to origin or destroyed", () => {
  it("is told record by record", async () => {
    const play = await Play.of(begun);
    await play.create("X Y", "Factory", "NZAKL", "CN");
    await play.rows(
      ...bySea("X Y", 13),
      ["X Y", "Held", "CN customs", "Customs", "CNSHG", "hold +1"],
      ["X Y", "Refused", "CN customs", "Customs", "CNSHG", "Refused"],
      ["X", "HoldLifted", "CN customs", "Customs", "CNSHG", "hold −1"],
    );
    await play.refused(
      "CustomsForbids",
      [play.idOf("X"), Kind.Forwarded, Customs.Refused],
      ["X", "Forwarded road", "Terminal", "Port", "CNSHG", "record only"],
    );
    await play.rows([
      ...["X", "Returned to NZ", "Terminal", "Port", "CNSHG"],
      "Ready; None; export not cleared; destination NZ; next Line",
    ] as const);
    // A refusal is not washed by turning round.
    await play.refused(
      "DiversionAfterRefusal",
      [play.idOf("X")],
      ["X", "Diverted to VN", "Terminal", "Port", "CNSHG", "record only"],
    );
    await play.rows(
      ["X", "ExportCleared", "CN customs", "Customs", "CNSHG", "export own"],
      ["X", "Departed sea", "Line", "Carrier", "CNSHG", "InTransit; custody Line"],
      ["X", "Arrived", "Line", "Carrier", "NZTRG", "Arrived; place NZTRG; next Factory"],
      ["X", "ImportDeclared general", "Broker NZ for Factory", "Broker", "NZTRG", "Declared"],
      ["X", "ImportCleared", "NZ customs", "Customs", "NZTRG", "Cleared"],
      ["X", "Received", "Factory", "Factory", "NZAKL", "place NZAKL; custody Factory"],
      ["X", "Delivered", "Factory", "Factory", "NZAKL", "Delivered"],
      ["Y", "Destroyed", "CN customs", "Customs", "CNSHG", "Closed"],
    );
    await play.ends();
  });
});

describe("Journey 9, when customs send the goods back themselves", () => {
  it("is told record by record: a witness names nobody, the custodian does", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory", "NZAKL", "CN");
    await play.rows(...bySea("X", 13), ["X", "Refused", "CN customs", "Customs", "CNSHG", "Refused"]);
    const back = "Ready; None; export not cleared; destination NZ";
    await play.refused(
      "NextNotAllowed",
      [Kind.Returned, play.party("Line").id],
      ["X", "Returned to NZ", "CN customs", "Customs", "CNSHG", `${back}; next Line`],
    );
    await play.rows(
      ["X", "Returned to NZ", "CN customs", "Customs", "CNSHG", `${back}; next nobody`],
      ["X", "Received", "Terminal", "Port", "CNSHG", "next Line"],
      ["X", "ExportCleared", "CN customs", "Customs", "CNSHG", "export own"],
      ["X", "Departed sea", "Line", "Carrier", "CNSHG", "InTransit; custody Line"],
    );
    await play.ends();
  });
});

describe("Journey 14: a consumer's return", () => {
  it("is told record by record: one unit of delivered goods, sent back within the country", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory", "NZAKL", "CN", { units: 480 });
    await play.rows(
      ...bySea("X"),
      ["X", "Split", "Retailer", "Retailer", "CNHAZ", "479 left", { part: "R", units: 1 }],
      ["R", "Returned to CN", "Retailer", "Retailer", "CNHAZ", "Arrived"],
      ["R", "Received", "Retailer", "Retailer", "CNHAZ", "next Courier"],
      ["R", "Received", "Courier", "Carrier", "CNHAZ", "custody Courier"],
      ["R", "Forwarded road", "Courier", "Carrier", "CNHAZ", "inland leg; next Seller"],
      ["R", "Received", "Seller", "Seller", "CNSHG", "inland leg ends; place CNSHG; custody Seller"],
      ["R", "Delivered", "Seller", "Seller", "CNSHG", "Delivered"],
    );
    await play.ends();
  });

  it("is told record by record: units released from bond, which come back", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory", "NZAKL", "CN");
    await play.rows(
      ...bySea("X", 12),
      ["X", "Received", "Trucker", "Carrier", "CNSHG", "custody Trucker"],
      ["X", "Forwarded road", "Trucker", "Carrier", "CNSHG", "inland leg; next Bonded store"],
      ["X", "Received", "Bonded store", "Warehouse", "CNHAZ", "inland leg ends; place CNHAZ; custody Bonded store"],
      ["X", "ImportDeclared bonded", "Broker for Bonded store", "Broker", "CNHAZ", "Declared"],
      ["X", "ImportCleared by lines", "CN customs", "Customs", "CNHAZ", "PartlyCleared; 60 left", { units: 40 }],
    );
    await play.returnReleased("N", "Bonded store", "CNHAZ", "X", 3);
    await play.rows(["N", "Destroyed", "Bonded store", "Warehouse", "CNHAZ", "Closed"]);
    await play.ends();
  });
});

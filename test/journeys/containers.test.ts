import { Kind } from "../../sdk/vocabulary.js";
import { Play } from "../support/play.js";

const BRANDS = ["Brand A", "Brand B", "Brand C", "Brand D", "Brand E"] as const;

async function fiveBrands(): Promise<Play> {
  const play = await Play.begin(
    {
      ...Object.fromEntries(BRANDS.map((brand) => [brand, ["", "Brand"] as const])),
      Consolidator: ["", "Carrier"],
    },
    [...BRANDS, "Terminal"].map((principal) => `Broker for ${principal}`),
  );
  for (const [i, brand] of BRANDS.entries()) {
    const product = await play.brandProduct(brand, 9_520_200 + i);
    const batch = await play.registerBatch(brand, "L1", "NZ", product);
    await play.create("ABCDE".charAt(i), brand, "NZTRG", "CN", { batch });
  }
  return play;
}

describe("Journey 4: five consignees of several brands in one container, one held", () => {
  it("is told record by record", async () => {
    const play = await Play.of(fiveBrands);
    for (const brand of BRANDS) {
      const goods = brand.slice(-1);
      await play.rows(
        [goods, "Origin", brand, "Brand", "NZTRG", "Ready; next Consolidator"],
        [goods, "Received", "Consolidator", "Carrier", "NZTRG", "custody Consolidator"],
        [goods, "ExportCleared", "NZ customs", "Customs", "NZTRG", "export own"],
      );
    }
    await play.createContainer("K", "Consolidator", "NZTRG");
    await play.rows(
      ["K", "Packed", "Consolidator", "Carrier", "NZTRG", "record only", { children: "A B C D E" }],
      ["K", "Received", "Consolidator", "Carrier", "NZTRG", "next Line"],
      ["K", "Departed sea", "Line", "Carrier", "NZTRG", "InTransit; custody Line"],
      ["K", "Arrived", "Line", "Carrier", "CNSHG", "Arrived; place CNSHG; next Terminal"],
      ["K", "Received", "Terminal", "Port", "CNSHG", "custody Terminal"],
    );
    for (const brand of BRANDS) {
      const agent = `Broker for ${brand}`;
      await play.rows([brand.slice(-1), "ImportDeclared general", agent, "Broker", "CNSHG", "Declared; apart"]);
    }
    await play.rows(
      ["C", "Held", "CN customs", "Customs", "CNSHG", "hold +1"],
      ["C", "Inspected fail", "Inspector", "Inspector", "CNSHG", "record only"],
    );
    // K is stopped, and cannot be declared or cleared as a whole.
    await play.refused(
      "ApartInside",
      [play.idOf("K"), Kind.ImportDeclared],
      ["K", "ImportDeclared general", "Broker for Terminal", "Broker", "CNSHG", "Declared"],
    );
    await play.refused(
      "ConsignmentHeld",
      [play.idOf("K"), 0, true],
      ["K", "Forwarded road", "Terminal", "Port", "CNSHG", "next Trucker"],
    );
    await play.rows(
      ["A B D E", "ImportCleared", "CN customs", "Customs", "CNSHG", "Cleared; apart"],
      ["K", "Unpacked", "Terminal", "Port", "CNSHG", "record only", { children: "A B D E" }],
      ["A B D E", "Received", "Terminal", "Port", "CNSHG", "next Retailer"],
      ["A B D E", "Received", "Retailer", "Retailer", "CNSHG", "custody Retailer"],
      ["A B D E", "Delivered", "Retailer", "Retailer", "CNSHG", "Delivered"],
    );
    await play.refused(
      "ConsignmentHeld",
      [play.idOf("C"), 1, false],
      ["K", "Unpacked", "Terminal", "Port", "CNSHG", "record only", { children: "C" }],
    );
    await play.rows(
      ["C", "HoldLifted", "CN customs", "Customs", "CNSHG", "hold −1"],
      ["C", "ImportCleared", "CN customs", "Customs", "CNSHG", "Cleared; apart"],
      ["K", "Unpacked", "Terminal", "Port", "CNSHG", "record only", { children: "C" }],
    );
    await play.ends();
  });
});

describe("Journey 4, with the container exported as a whole", () => {
  it("is told record by record: one refused and one held, which its placer takes out", async () => {
    const play = await Play.of(fiveBrands);
    for (const goods of ["A", "B", "C"]) {
      await play.rows(
        [goods, "Origin", `Brand ${goods}`, "Brand", "NZTRG", "Ready; next Consolidator"],
        [goods, "Received", "Consolidator", "Carrier", "NZTRG", "custody Consolidator"],
      );
    }
    await play.createContainer("K", "Consolidator", "NZTRG");
    await play.rows(
      ["K", "Packed", "Consolidator", "Carrier", "NZTRG", "next Line", { children: "A B C" }],
      ["K", "ExportCleared", "NZ customs", "Customs", "NZTRG", "export own"],
    );
    // Export goes by the container: goods inside are not cleared for themselves.
    await play.refused(
      "ConsignmentPacked",
      [play.idOf("A"), play.idOf("K")],
      ["A", "ExportCleared", "NZ customs", "Customs", "NZTRG", "export own"],
    );
    await play.rows(
      ["K", "Departed sea", "Line", "Carrier", "NZTRG", "InTransit; custody Line"],
      ["K", "Arrived", "Line", "Carrier", "CNSHG", "Arrived; place CNSHG; next Terminal"],
      ["K", "Received", "Terminal", "Port", "CNSHG", "custody Terminal"],
      ["B", "Refused", "CN customs", "Customs", "CNSHG", "Refused; apart"],
    );
    // A refused one does not ride inland.
    await play.refused(
      "ConsignmentHeld",
      [play.idOf("K"), 0, true],
      ["K", "Forwarded road", "Terminal", "Port", "CNSHG", "next Trucker"],
    );
    await play.rows(
      ["K", "Unpacked", "Terminal", "Port", "CNSHG", "record only", { children: "B" }],
      [
        "B",
        "Returned to NZ",
        "Terminal",
        "Port",
        "CNSHG",
        "Ready; None; export not cleared; destination NZ; next Line",
      ],
      ["C", "Held", "CN customs", "Customs", "CNSHG", "hold +1"],
      ["K", "Unpacked", "CN customs", "Customs", "CNSHG", "record only", { children: "C" }],
      // Nothing is stopped inside any more, and nothing is apart: the rest goes as a whole.
      ["K", "ImportDeclared general", "Broker for Terminal", "Broker", "CNSHG", "Declared"],
      ["K", "ImportCleared", "CN customs", "Customs", "CNSHG", "Cleared"],
      ["K", "Forwarded road", "Terminal", "Port", "CNSHG", "inland leg; next Retailer"],
      ["K", "Received", "Retailer", "Retailer", "CNHAZ", "inland leg ends; place CNHAZ; custody Retailer"],
      ["K", "Unpacked", "Retailer", "Retailer", "CNHAZ", "record only", { children: "A" }],
      ["A", "Delivered", "Retailer", "Retailer", "CNHAZ", "Delivered"],
    );
    await play.ends();
  });
});

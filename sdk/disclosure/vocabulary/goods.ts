import type { FieldDefinitions, FieldSubject } from "./definition.js";

const MADE: readonly FieldSubject[] = ["Product", "Batch"];
const LOADED: readonly FieldSubject[] = ["Creation", "Origin", "Packed", "Split"];
const DECLARED: readonly FieldSubject[] = ["ExportCleared", "ImportDeclared", "ImportCleared", "Refused"];
const COUNTED: readonly FieldSubject[] = ["Sighted", "Received", "Inspected", "Adjusted", "Delivered", "Returned"];

/** What the goods are, and how much of them. */
export const GOODS_FIELDS = {
  "goods.description": {
    type: "text",
    meaning: "What the goods are, in the words of the document",
    epcis: "waymark:goods.description",
    on: [...MADE, ...LOADED, ...DECLARED],
  },
  "goods.hsCode": {
    type: "hsCode",
    meaning: "Harmonized System code, with the digits of a national tariff where there are any",
    epcis: "waymark:goods.hsCode",
    on: ["Product", "Creation", ...DECLARED],
  },
  "goods.originCountry": {
    type: "country",
    meaning: "Country of origin as this document has it",
    epcis: "ilmd.cbvmda:countryOfOrigin",
    on: ["Batch", "Creation", "Origin", ...DECLARED, "Inspected"],
  },
  "goods.quantity": {
    type: "quantity",
    meaning: "How much was declared, counted or handed over",
    epcis: "quantityList[].quantity, uom",
    on: ["Batch", ...LOADED, ...DECLARED, ...COUNTED],
  },
  "goods.packages": {
    type: "count",
    meaning: "Number of packages",
    epcis: "waymark:goods.packages",
    on: [...LOADED, ...DECLARED, ...COUNTED],
  },
  "goods.grossWeight": {
    type: "magnitude",
    unit: "KGM",
    meaning: "Weight with packing, without the transport equipment",
    epcis: "sensorElementList[].sensorReport[] of type Mass",
    on: [...LOADED, ...DECLARED, ...COUNTED, "Departed", "Arrived"],
  },
  "goods.netWeight": {
    type: "magnitude",
    unit: "KGM",
    meaning: "Weight without packing",
    epcis: "sensorElementList[].sensorReport[] of type Mass",
    on: [...MADE, ...LOADED, ...DECLARED, "Inspected"],
  },
  "goods.volume": {
    type: "magnitude",
    unit: "MTQ",
    meaning: "Volume with packing",
    epcis: "sensorElementList[].sensorReport[] of type Volume",
    on: [...LOADED, ...DECLARED],
  },
  "goods.lot": {
    type: "text",
    meaning: "Batch or lot number (GS1 application identifier 10)",
    epcis: "ilmd.cbvmda:lotNumber",
    on: ["Batch", "Creation", "Origin", "Inspected", "Adjusted"],
  },
  "goods.productionDate": {
    type: "date",
    meaning: "Day of production",
    epcis: "waymark:goods.productionDate",
    on: ["Batch", "Origin"],
  },
  "goods.productionPlace": {
    type: "place",
    meaning: "Where the goods were made",
    epcis: "readPoint",
    on: ["Batch", "Origin"],
  },
  "goods.expirationDate": {
    type: "date",
    meaning: "Day after which the goods are not to be used",
    epcis: "ilmd.cbvmda:itemExpirationDate",
    on: ["Batch", "Origin", "Inspected"],
  },
  "goods.brand": {
    type: "text",
    meaning: "Brand name on the pack",
    epcis: "waymark:goods.brand",
    on: ["Product"],
  },
  "goods.netContent": {
    type: "quantity",
    meaning: "Content of one unit",
    epcis: "waymark:goods.netContent",
    on: ["Product"],
  },
} as const satisfies FieldDefinitions;

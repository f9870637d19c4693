import type { FieldDefinitions, FieldSubject } from "./definition.js";

const MOVES: readonly FieldSubject[] = ["Departed", "Transshipped", "Arrived", "Forwarded"];
const SEEN: readonly FieldSubject[] = ["Sighted", "Received"];
const CUSTOMS: readonly FieldSubject[] = ["ExportCleared", "ImportDeclared", "ImportCleared"];
const PLANNED: readonly FieldSubject[] = ["Departed", "Forwarded", "Diverted"];

/** By what, under which papers and in what the goods travel. */
export const TRANSPORT_FIELDS = {
  "transport.vesselName": {
    type: "text",
    meaning: "Name of the ship",
    epcis: "waymark:transport.vesselName",
    on: [...MOVES, ...SEEN, ...CUSTOMS],
  },
  "transport.vesselImo": {
    type: "imo",
    meaning: "IMO number of the ship",
    epcis: "waymark:transport.vesselImo",
    on: [...MOVES, ...SEEN, ...CUSTOMS],
  },
  "transport.voyage": {
    type: "text",
    meaning: "Voyage number of the carrier",
    epcis: "waymark:transport.voyage",
    on: [...MOVES, ...SEEN, ...CUSTOMS],
  },
  "transport.flight": {
    type: "text",
    meaning: "Flight number, airline designator first, such as CZ306",
    epcis: "waymark:transport.flight",
    on: [...MOVES, ...SEEN, ...CUSTOMS],
  },
  "transport.train": {
    type: "text",
    meaning: "Train number",
    epcis: "waymark:transport.train",
    on: [...MOVES, ...SEEN],
  },
  "transport.vehicle": {
    type: "text",
    meaning: "Registration of the truck or wagon",
    epcis: "waymark:transport.vehicle",
    on: [...MOVES, ...SEEN],
  },
  "transport.carrierCode": {
    type: "text",
    meaning: "Code of the carrier (SCAC, IATA)",
    epcis: "waymark:transport.carrierCode",
    on: MOVES,
  },
  "transport.loadingPlace": {
    type: "place",
    meaning: "Where the goods were loaded",
    epcis: "waymark:transport.loadingPlace",
    on: [...MOVES, ...CUSTOMS],
  },
  "transport.dischargePlace": {
    type: "place",
    meaning: "Where the goods are to be, or were, discharged",
    epcis: "waymark:transport.dischargePlace",
    on: [...MOVES, ...CUSTOMS],
  },
  "transport.plannedArrival": {
    type: "time",
    meaning: "When arrival is expected",
    epcis: "waymark:transport.plannedArrival",
    on: PLANNED,
  },
  "transport.billOfLading": {
    type: "text",
    repeats: true,
    meaning: "Bill of lading, air waybill or other transport document",
    epcis: "bizTransactionList[] of type bol",
    on: [...MOVES, ...SEEN, ...CUSTOMS],
  },
  "transport.booking": {
    type: "text",
    meaning: "Booking number of the carrier",
    epcis: "waymark:transport.booking",
    on: ["Packed", ...MOVES],
  },
  "equipment.container": {
    type: "container",
    repeats: true,
    meaning: "Freight container (ISO 6346)",
    epcis: "waymark:equipment.container",
    on: ["Creation", "Packed", "Unpacked", ...MOVES, ...SEEN, ...CUSTOMS, "Inspected"],
  },
  "equipment.containerType": {
    type: "text",
    meaning: "Size and type of the container (ISO 6346), such as 22G1",
    epcis: "waymark:equipment.containerType",
    on: ["Creation", "Packed"],
  },
  "equipment.seal": {
    type: "text",
    repeats: true,
    meaning: "Seal number, as found or as set",
    epcis: "waymark:equipment.seal",
    on: ["Packed", "Unpacked", ...MOVES, ...SEEN, "Inspected", "Incident", "Held", "HoldLifted"],
  },
  "equipment.tareWeight": {
    type: "magnitude",
    unit: "KGM",
    meaning: "Weight of the empty equipment",
    epcis: "sensorElementList[].sensorReport[] of type Mass",
    on: ["Creation", "Packed", "Sighted"],
  },
  "equipment.verifiedGrossMass": {
    type: "magnitude",
    unit: "KGM",
    meaning: "Verified gross mass of the packed container (SOLAS, chapter VI, regulation 2)",
    epcis: "sensorElementList[].sensorReport[] of type Mass",
    on: ["Packed", "Departed", "Sighted", "Transshipped", "Arrived"],
  },
} as const satisfies FieldDefinitions;

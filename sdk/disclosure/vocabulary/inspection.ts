import type { FieldDefinitions, FieldSubject } from "./definition.js";

const EXAMINED: readonly FieldSubject[] = ["Origin", "Inspected", "HoldLifted", "Adjusted"];
const WATCHED: readonly FieldSubject[] = ["Departed", "Transshipped", "Arrived", "Forwarded", "Received", "Sighted"];

/** What was examined, measured, or went wrong. */
export const INSPECTION_FIELDS = {
  "inspection.certificate": {
    type: "text",
    repeats: true,
    meaning: "Number of the certificate or report",
    epcis: "bizTransactionList[] of type cert, or testres",
    on: [...EXAMINED, "Batch"],
  },
  "inspection.certificateHash": {
    type: "hash",
    repeats: true,
    meaning: "Hash of the certificate or report",
    epcis: "waymark:inspection.certificateHash",
    on: [...EXAMINED, "Batch"],
  },
  "inspection.laboratory": {
    type: "text",
    meaning: "Laboratory or body that examined",
    epcis: "waymark:inspection.laboratory",
    on: EXAMINED,
  },
  "inspection.method": {
    type: "text",
    meaning: "Standard or method that was applied",
    epcis: "waymark:inspection.method",
    on: EXAMINED,
  },
  "inspection.measurement": {
    type: "measurement",
    repeats: true,
    meaning: "Something that was measured",
    epcis: "sensorElementList[].sensorReport[]",
    on: EXAMINED,
  },
  "inspection.sample": {
    type: "quantity",
    meaning: "How much was taken as a sample",
    epcis: "quantityList[].quantity, uom",
    on: ["Inspected", "Adjusted"],
  },
  "condition.temperature": {
    type: "reading",
    unit: "CEL",
    repeats: true,
    meaning: "Temperature of the goods or the air around them",
    epcis: "sensorElementList[].sensorReport[] of type Temperature",
    on: [...WATCHED, "Incident", "Inspected"],
  },
  "condition.temperatureSetpoint": {
    type: "decimal",
    unit: "CEL",
    meaning: "Temperature that was to be kept",
    epcis: "waymark:condition.temperatureSetpoint",
    on: ["Packed", ...WATCHED],
  },
  "condition.humidity": {
    type: "reading",
    unit: "P1",
    repeats: true,
    meaning: "Relative humidity, percent",
    epcis: "sensorElementList[].sensorReport[] of type RelativeHumidity",
    on: [...WATCHED, "Incident"],
  },
  "condition.acceleration": {
    type: "reading",
    unit: "MSK",
    repeats: true,
    meaning: "Shock, metres per second squared",
    epcis: "sensorElementList[].sensorReport[] of type Acceleration",
    on: [...WATCHED, "Incident"],
  },
  "incident.description": {
    type: "text",
    meaning: "What went wrong",
    epcis: "waymark:incident.description",
    on: ["Incident", "Adjusted", "Destroyed", "Disputed"],
  },
  "incident.reportHash": {
    type: "hash",
    repeats: true,
    meaning: "Hash of a report, a photograph or a survey",
    epcis: "waymark:incident.reportHash",
    on: ["Incident", "Adjusted", "Destroyed", "Disputed"],
  },
} as const satisfies FieldDefinitions;

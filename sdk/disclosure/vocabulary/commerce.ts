import type { FieldDefinitions, FieldSubject } from "./definition.js";

const TRADED: readonly FieldSubject[] = ["Creation", "ExportCleared", "ImportDeclared", "Received", "Delivered"];
const ANYWHERE: readonly FieldSubject[] = [
  ...["Creation", "Origin", "Sighted", "Departed", "Transshipped", "Arrived", "Received", "Forwarded"],
  ...["Inspected", "Held", "Adjusted", "Incident", "Delivered", "Returned", "Destroyed", "Packed", "Unpacked"],
] as const;

/** The papers of the trade, and where exactly something happened. */
export const COMMERCE_FIELDS = {
  "commerce.invoice": {
    type: "text",
    repeats: true,
    meaning: "Number of an invoice",
    epcis: "bizTransactionList[] of type inv",
    on: TRADED,
  },
  "commerce.purchaseOrder": {
    type: "text",
    repeats: true,
    meaning: "Number of a purchase order",
    epcis: "bizTransactionList[] of type po",
    on: TRADED,
  },
  "commerce.despatchAdvice": {
    type: "text",
    repeats: true,
    meaning: "Number of a despatch advice",
    epcis: "bizTransactionList[] of type desadv",
    on: [...TRADED, "Departed", "Forwarded"],
  },
  "commerce.returnAuthorisation": {
    type: "text",
    meaning: "Number of the authorisation of a return",
    epcis: "bizTransactionList[] of type rma",
    on: ["Returned"],
  },
  "commerce.price": {
    type: "money",
    meaning: "Price that was agreed",
    epcis: "waymark:commerce.price",
    on: TRADED,
  },
  "place.gln": {
    type: "gln",
    meaning: "Global Location Number of where it happened",
    epcis: "readPoint, bizLocation",
    on: ANYWHERE,
  },
  "place.position": {
    type: "position",
    meaning: "Where it happened (WGS 84)",
    epcis: "readPoint as a geo: URI",
    on: ANYWHERE,
  },
  "document.hash": {
    type: "hash",
    repeats: true,
    meaning: "Hash of a document that stands behind the record",
    epcis: "waymark:document.hash",
    on: ANYWHERE,
  },
  "epcis.transformationId": {
    type: "text",
    meaning: "transformationID under which the outputs are told",
    epcis: "transformationID",
    on: ["Adjusted"],
  },
  "epcis.eventId": {
    type: "text",
    meaning: "eventID of the EPCIS event that was recorded",
    epcis: "eventID",
    on: ANYWHERE,
  },
  "epcis.correctiveEventId": {
    type: "text",
    repeats: true,
    meaning: "eventID of an EPCIS event that tells rightly what was corrected",
    epcis: "errorDeclaration.correctiveEventIDs[]",
    on: ["Correction"],
  },
} as const satisfies FieldDefinitions;

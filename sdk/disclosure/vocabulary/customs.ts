import type { FieldDefinitions, FieldSubject } from "./definition.js";

const ACTS: readonly FieldSubject[] = ["ExportCleared", "ImportDeclared", "ImportCleared", "Refused"];
const ANSWERS: readonly FieldSubject[] = ["Confirmed", "Contradicted", "Correction"];

/** What customs were told, and what they answered. */
export const CUSTOMS_FIELDS = {
  "customs.declarationNumber": {
    type: "text",
    meaning: "Number of the declaration, digits as text",
    epcis: "bizTransactionList[] of type urn:waymark:cbv:btt-customs_declaration",
    on: [...ACTS, ...ANSWERS],
  },
  "customs.declarationHash": {
    type: "hash",
    meaning: "Hash of the declaration as it was lodged",
    epcis: "waymark:customs.declarationHash",
    on: [...ACTS, ...ANSWERS],
  },
  "customs.releaseNumber": {
    type: "text",
    meaning: "Number of the release note",
    epcis: "waymark:customs.releaseNumber",
    on: ["ExportCleared", "ImportCleared", "Confirmed"],
  },
  "customs.office": {
    type: "text",
    meaning: "Code of the customs office",
    epcis: "waymark:customs.office",
    on: [...ACTS, ...ANSWERS, "Held", "HoldLifted", "Inspected"],
  },
  "customs.procedure": {
    type: "text",
    meaning: "Code of the procedure in the country's own list",
    epcis: "waymark:customs.procedure",
    on: ACTS,
  },
  "customs.transportMode": {
    type: "text",
    meaning: "Mode of transport in the country's own code",
    epcis: "waymark:customs.transportMode",
    on: ACTS,
  },
  "customs.dispatchCountry": {
    type: "country",
    meaning: "Country that the goods were sent from",
    epcis: "waymark:customs.dispatchCountry",
    on: ACTS,
  },
  "customs.value": {
    type: "money",
    meaning: "Value declared for customs",
    epcis: "waymark:customs.value",
    on: ACTS,
  },
  "customs.duty": {
    type: "money",
    meaning: "Duty paid or secured",
    epcis: "waymark:customs.duty",
    on: ["ImportDeclared", "ImportCleared"],
  },
  "customs.reason": {
    type: "text",
    meaning: "Why the authority refused, held or contradicted",
    epcis: "waymark:customs.reason",
    on: ["Refused", "Held", "Contradicted"],
  },
  "party.consignor": {
    type: "party",
    meaning: "Who sends the goods, by the document",
    epcis: "sourceList[] of type owning_party",
    on: ["Creation", ...ACTS],
  },
  "party.consignee": {
    type: "party",
    meaning: "Who is to have the goods, by the document",
    epcis: "destinationList[] of type owning_party",
    on: ["Creation", ...ACTS, "Delivered"],
  },
  "party.declarant": {
    type: "party",
    meaning: "Who lodged the declaration",
    epcis: "waymark:party.declarant",
    on: ACTS,
  },
} as const satisfies FieldDefinitions;

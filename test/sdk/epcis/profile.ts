import { id } from "ethers";

import type { EpcisDirectory } from "../../../sdk/epcis/directory.js";
import { EPCIS_CONTEXT } from "../../../sdk/epcis/document.js";
import { EVENT_TABLE, type EventRow } from "../../../sdk/epcis/eventTable.js";
import { consignmentId, consignmentKey } from "../../../sdk/ids.js";
import { parsePlace } from "../../../sdk/places/place.js";
import { parseSscc } from "../../../sdk/gs1/sscc.js";

/** Events of the profile, one for each row of the table, as a party's own system would write them. */

export const LOT = "https://id.gs1.org/01/09520123456788/10/NZ2611A";
export const PALLET = "https://id.gs1.org/00/109520123000000012";
export const OTHER = "https://id.gs1.org/00/109520123000000029";
export const CONTAINER = "https://id.gs1.org/00/109520123000000036";
export const SITE = "https://id.gs1.org/414/9520123000011";
export const CARRIER = "https://id.gs1.org/417/9520300000018";

export const PALLET_ID = consignmentId(7n, consignmentKey(parseSscc("109520123000000012")));

export const DIRECTORY: EpcisDirectory = {
  writer: { party: 7n, role: "Factory" },
  placeOf: (gln) =>
    new Map([
      ["9520123000011", parsePlace("NZTRG")],
      ["9520123000042", parsePlace("CNSHG")],
    ]).get(gln),
  partyOf: (uri) =>
    new Map([
      [CARRIER, 9n],
      ["did:web:broker.example", 11n],
    ]).get(uri),
  consignmentOf: (sscc) => consignmentId(7n, consignmentKey(sscc)),
};

/** An event, as JSON. */
export type EventJson = Record<string, unknown>;

export function documentOf(...eventList: readonly EventJson[]) {
  return {
    "@context": structuredClone(EPCIS_CONTEXT) as unknown,
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-11-25T00:00:00Z",
    epcisBody: { eventList },
  };
}

/**
 * The event of a row, with everything that may go with it.
 *
 * @param index What its id ends in; unless said, another for each row.
 */
export function eventFor(row: EventRow, index = EVENT_TABLE.indexOf(row)): EventJson {
  const { act, detail, type, action, bizStep, disposition } = row;
  const common = {
    type,
    eventID: `urn:uuid:7a0c3c52-0e6b-4d6c-9a57-${String(index).padStart(12, "0")}`,
    eventTime: "2026-11-04T20:00:00Z",
    eventTimeZoneOffset: "+13:00",
    ...(action === undefined ? {} : { action }),
    bizStep,
    disposition,
    readPoint: { id: SITE },
    bizTransactionList: [{ type: "inv", bizTransaction: "urn:uuid:5f5a2d2e-4a55-4a5e-8f1f-0f4b4c7f2b02" }],
    "waymark:kind": act,
    ...whatFor(row),
  };
  if (act === "Batch" || act === "Creation") return common;
  const word = detail ?? new Map<string, string>(FREE_DETAILS).get(act);
  return {
    ...common,
    ...(word === undefined ? {} : { "waymark:detail": word }),
    "waymark:role": "Carrier",
    "waymark:principal": "did:web:broker.example",
    destinationList: [{ type: "possessing_party", destination: CARRIER }],
    ...(act === "Diverted" || act === "Returned" ? { "waymark:destination": "VN" } : {}),
    ...(WITHOUT_DOCUMENT.includes(act) ? {} : { "waymark:document": id("paper") }),
    ...(act === "Split" ? { "waymark:part": OTHER } : {}),
    ...(["Confirmed", "Contradicted", "Disputed", "TakenBack"].includes(act)
      ? { "waymark:about": "urn:x:earlier" }
      : {}),
    "waymark:fields": [{ path: "transport.vesselName", value: "Kea Trader" }],
  };
}

/** What rests on a country, on an earlier record or on what comes beside it. */
const WITHOUT_DOCUMENT: readonly string[] = [
  ...["Diverted", "Returned", "HoldLifted", "Confirmed", "Contradicted", "Disputed", "TakenBack"],
  ...["Packed", "Unpacked", "Split"],
];

/** A word for kinds whose details have a row together. */
const FREE_DETAILS = [
  ["Departed", "Maritime"],
  ["Forwarded", "Road"],
  ["ImportDeclared", "Bonded"],
] as const;

/** Rows that events are read by. */
export const ROWS: readonly EventRow[] = EVENT_TABLE.filter(({ act }) => act !== "Derivation" && act !== "Correction");

function whatFor({ act, what }: EventRow): EventJson {
  const some = [{ epcClass: LOT, quantity: 40 }];
  switch (what) {
    case "consignments":
      return { epcList: [act === "Creation" ? CONTAINER : PALLET] };
    case "lines":
      return {
        parentID: PALLET,
        childQuantityList: some,
        ...(act === "Creation" ? { "waymark:destination": "CN" } : {}),
      };
    case "children":
      return { parentID: CONTAINER, childEPCs: [PALLET, OTHER] };
    case "inputs":
      return { inputQuantityList: some, transformationID: "urn:x:blend-7", "waymark:consignment": PALLET };
    case "batch":
      return {
        quantityList: [{ epcClass: LOT, quantity: 480, uom: "KGM" }],
        ilmd: {
          "cbvmda:lotNumber": "NZ2611A",
          "cbvmda:countryOfOrigin": "NZ",
          "cbvmda:itemExpirationDate": "2028-05-01",
        },
      };
  }
}

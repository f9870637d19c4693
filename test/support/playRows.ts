import { TransportMode } from "../../sdk/places/transportMode.js";
import {
  Adjustment,
  CorrectionReason,
  Extent,
  InspectionResult,
  Kind,
  Mishap,
  Regime,
  Sighting,
  type RoleName,
} from "../../sdk/vocabulary.js";

/**
 * A row of a journey's table: about which goods (several are written about one after another), the record with its detail,
 * who writes it ("Broker for Factory" under a mandate), in which role, where, what it leads to, and what comes with it.
 */
export type Row = readonly [
  goods: string,
  record: string,
  by: string,
  role: RoleName,
  place: string,
  leadsTo: string,
  said?: Said,
];

export interface Said {
  /** What is put into a container or taken out of it. */
  children?: string;
  /** The consignment that units split off become. */
  part?: string;
  /** Units that leave. */
  units?: number;
}

/** What a record's detail is called in the tables. */
const DETAILS: Readonly<Record<string, number>> = {
  sea: TransportMode.Maritime,
  road: TransportMode.Road,
  air: TransportMode.Air,
  loaded: Sighting.Loaded,
  scanned: Sighting.Scanned,
  "gate-out": Sighting.GateOut,
  general: Regime.General,
  bonded: Regime.Bonded,
  "direct mail": Regime.DirectMail,
  transit: Regime.Transit,
  pass: InspectionResult.Pass,
  fail: InspectionResult.Fail,
  "by lines": Extent.ByLines,
  sample: Adjustment.Sample,
  shortage: Adjustment.Shortage,
  "units damaged": Adjustment.Damage,
  damage: Mishap.Damage,
  "broken seal": Mishap.BrokenSeal,
};

/** A record as a row names it: "Departed sea", "Diverted to VN", "Contradicted ImportCleared". */
export interface Named {
  kind: keyof typeof Kind;
  detail: number;
  /** The country that it names. */
  country: string | undefined;
  /** The kind of the earlier record that it is about: the last one of that kind. */
  about: keyof typeof Kind | undefined;
}

export function named(record: string): Named {
  const [kind, rest] = [record.split(" ")[0]!, record.slice(record.indexOf(" ") + 1)];
  if (!isKind(kind)) throw new Error(`${kind} is no kind of record.`);
  const country = /^to ([A-Z]{2})$/.exec(rest)?.[1];
  const about = rest !== kind && isKind(rest) ? rest : undefined;
  const detail = kind === "Correction" ? CorrectionReason.DidNotOccur : DETAILS[rest];
  if (detail === undefined && rest !== kind && country === undefined && about === undefined) {
    throw new Error(`${record} has a detail without a name.`);
  }
  return { kind, detail: detail ?? 0, country, about };
}

function isKind(name: string): name is keyof typeof Kind {
  return name in Kind;
}

/** The rows of general trade by sea (journey 1), which others begin with: those from 4 on, up to a row's number. */
const BY_SEA: readonly (readonly [record: string, by: string, role: RoleName, place: string, leadsTo: string])[] = [
  ["Origin", "Factory", "Factory", "NZAKL", "Ready; next NZ port"],
  ["Received", "NZ port", "Port", "NZTRG", "place NZTRG; custody NZ port; next Line"],
  ["ExportCleared", "NZ customs", "Customs", "NZTRG", "export own"],
  ["Sighted loaded", "NZ port", "Port", "NZTRG", "record only"],
  ["Departed sea", "Line", "Carrier", "NZTRG", "InTransit; custody Line"],
  ["Transshipped", "Line", "Carrier", "SGSIN", "AtTransit; place SGSIN"],
  ["Departed sea", "Line", "Carrier", "SGSIN", "InTransit"],
  ["Arrived", "Line", "Carrier", "CNSHG", "Arrived; place CNSHG; next Terminal"],
  ["Received", "Terminal", "Port", "CNSHG", "custody Terminal; next Trucker"],
  ["ImportDeclared general", "Broker for Factory", "Broker", "CNSHG", "Declared"],
  ["Inspected pass", "Inspector", "Inspector", "CNSHG", "record only"],
  ["ImportCleared", "CN customs", "Customs", "CNSHG", "Cleared"],
  ["Received", "Trucker", "Carrier", "CNSHG", "custody Trucker"],
  ["Forwarded road", "Trucker", "Carrier", "CNSHG", "inland leg; next Retailer"],
  ["Received", "Retailer", "Retailer", "CNHAZ", "inland leg ends; place CNHAZ; custody Retailer"],
  ["Delivered", "Retailer", "Retailer", "CNHAZ", "Delivered"],
];

export function bySea(goods: string, upTo = 19, from = 4): Row[] {
  return BY_SEA.slice(from - 4, upTo - 3).map((row): Row => [goods, ...row]);
}

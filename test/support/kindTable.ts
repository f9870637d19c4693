import type { Kind } from "../../sdk/vocabulary.js";
import { Adjustment, Customs, Mishap, Movement, Regime, Role, Sighting, type RoleName } from "../../sdk/vocabulary.js";
import { FIRST_FLAG, FLAGS, type CustomsName, type Flag, type MovementName } from "./word.js";

export type KindName = keyof typeof Kind;

/** Where a record's place must be. */
export type Whereabouts =
  /** Where the goods stand. */
  | "standing"
  /** Where they stand; on the road any place or none, but not for a witness. */
  | "standing or on the road"
  /** In the destination territory. */
  | "destination"
  /** In the territory where the goods are. */
  | "territory"
  /** Any place within the writer's grant. */
  | "any";

/**
 * A row of the table of kinds, as the design words it: a second statement beside the contract's, by which a change of
 * either is noticed.
 */
export interface Row {
  witnesses?: readonly RoleName[];
  custodians?: readonly RoleName[];
  nexts?: readonly RoleName[];
  agents?: readonly RoleName[];
  movements: readonly MovementName[];
  customs: readonly CustomsName[];
  details: readonly number[];
  toMovement?: MovementName;
  toCustoms?: CustomsName;
  where: Whereabouts;
  /** Moves the goods or their custody. */
  moves?: true;
  setsPlace?: true;
  holdStops?: true;
  solePlacerMay?: true;
  needsExport?: true;
  unlessDomestic?: true;
  reachesPacked?: true;
  asAWhole?: true;
  customsAct?: true;
  placesHold?: true;
  liftsHold?: true;
  needsLines?: true;
  takesLines?: true;
  sets?: Flag;
}

const OPEN: readonly MovementName[] = ["Created", "Ready", "InTransit", "AtTransit", "Arrived"];
const ANY: readonly CustomsName[] = ["None", "Declared", "PartlyCleared", "Cleared", "Refused"];
const NOT_REFUSED: readonly CustomsName[] = ["None", "Declared", "PartlyCleared", "Cleared"];
const HANDLERS: readonly RoleName[] = ["Carrier", "Port"];
const KEEPERS: readonly RoleName[] = ["Brand", "Seller", "Factory", "Carrier", "Warehouse", "Retailer"];
/** Digits of UN/CEFACT Recommendation 19. */
const MODES = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const NOTHING = [0];

const valuesOf = (vocabulary: Record<string, number>) => Object.values(vocabulary).filter((value) => value !== 0);

export const KIND_TABLE = {
  Origin: {
    witnesses: ["Inspector"],
    custodians: KEEPERS,
    agents: ["Factory"],
    movements: ["Created"],
    customs: ANY,
    details: NOTHING,
    toMovement: "Ready",
    where: "standing",
    moves: true,
    holdStops: true,
  },
  ExportCleared: {
    witnesses: ["Customs"],
    custodians: ["Broker"],
    agents: ["Broker"],
    movements: ["Ready"],
    customs: ANY,
    details: NOTHING,
    where: "standing",
    holdStops: true,
    customsAct: true,
    sets: "exportCleared",
  },
  Sighted: {
    witnesses: ["Port", "Customs", "Inspector"],
    movements: OPEN,
    customs: ANY,
    details: valuesOf(Sighting),
    where: "any",
    reachesPacked: true,
  },
  Departed: {
    custodians: HANDLERS,
    nexts: HANDLERS,
    movements: ["Ready", "AtTransit"],
    customs: NOT_REFUSED,
    details: MODES,
    toMovement: "InTransit",
    where: "standing",
    moves: true,
    holdStops: true,
    needsExport: true,
    sets: "travelled",
  },
  Transshipped: {
    custodians: HANDLERS,
    nexts: HANDLERS,
    movements: ["InTransit"],
    customs: NOT_REFUSED,
    details: NOTHING,
    toMovement: "AtTransit",
    where: "any",
    moves: true,
    holdStops: true,
    setsPlace: true,
  },
  Arrived: {
    custodians: HANDLERS,
    nexts: HANDLERS,
    movements: ["InTransit"],
    customs: NOT_REFUSED,
    details: NOTHING,
    toMovement: "Arrived",
    where: "destination",
    moves: true,
    holdStops: true,
    setsPlace: true,
  },
  ImportDeclared: {
    custodians: ["Broker"],
    agents: ["Broker"],
    movements: ["InTransit", "AtTransit", "Arrived"],
    customs: ["None", "Declared"],
    details: valuesOf(Regime),
    toCustoms: "Declared",
    where: "destination",
    holdStops: true,
    asAWhole: true,
    reachesPacked: true,
  },
  Inspected: {
    witnesses: ["Inspector", "Customs"],
    movements: OPEN,
    customs: ANY,
    details: [1, 2],
    where: "standing",
    reachesPacked: true,
  },
  Held: {
    witnesses: ["Customs", "Inspector", "Regulator"],
    movements: OPEN,
    customs: ANY,
    details: NOTHING,
    where: "standing",
    reachesPacked: true,
    placesHold: true,
  },
  HoldLifted: {
    witnesses: ["Customs", "Inspector", "Regulator"],
    movements: OPEN,
    customs: ANY,
    details: NOTHING,
    where: "any",
    reachesPacked: true,
    liftsHold: true,
  },
  ImportCleared: {
    witnesses: ["Customs"],
    custodians: ["Broker"],
    agents: ["Broker"],
    movements: ["Arrived"],
    customs: ["Declared", "PartlyCleared"],
    details: NOTHING,
    toCustoms: "Cleared",
    where: "standing",
    holdStops: true,
    asAWhole: true,
    reachesPacked: true,
    customsAct: true,
    takesLines: true,
  },
  Refused: {
    witnesses: ["Customs"],
    custodians: ["Broker"],
    agents: ["Broker"],
    movements: ["Arrived"],
    customs: ["None", "Declared", "PartlyCleared"],
    details: NOTHING,
    toCustoms: "Refused",
    where: "standing",
    holdStops: true,
    solePlacerMay: true,
    reachesPacked: true,
    customsAct: true,
  },
  Received: {
    custodians: [...KEEPERS, "Port"],
    nexts: [...KEEPERS, "Port"],
    movements: ["Ready", "AtTransit", "Arrived"],
    customs: NOT_REFUSED,
    details: NOTHING,
    where: "territory",
    moves: true,
    holdStops: true,
    setsPlace: true,
  },
  Forwarded: {
    custodians: [...HANDLERS, "Warehouse"],
    movements: ["Arrived"],
    customs: NOT_REFUSED,
    details: MODES,
    where: "standing",
    moves: true,
    holdStops: true,
    sets: "inland",
  },
  Adjusted: {
    witnesses: ["Customs", "Inspector"],
    custodians: [...KEEPERS, "Port"],
    movements: OPEN,
    customs: ANY,
    details: valuesOf(Adjustment),
    where: "standing or on the road",
    holdStops: true,
    solePlacerMay: true,
    reachesPacked: true,
    needsLines: true,
  },
  Incident: {
    witnesses: ["Port", "Customs", "Inspector"],
    custodians: [...KEEPERS, "Port"],
    agents: KEEPERS,
    movements: OPEN,
    customs: ANY,
    details: valuesOf(Mishap),
    where: "standing or on the road",
    reachesPacked: true,
  },
  Delivered: {
    custodians: KEEPERS,
    movements: ["Arrived"],
    customs: ["Cleared"],
    details: NOTHING,
    toMovement: "Delivered",
    where: "territory",
    moves: true,
    holdStops: true,
    unlessDomestic: true,
    asAWhole: true,
    setsPlace: true,
  },
  Destroyed: {
    witnesses: ["Customs"],
    custodians: [...KEEPERS, "Port"],
    movements: OPEN,
    customs: ANY,
    details: NOTHING,
    toMovement: "Closed",
    where: "standing or on the road",
    moves: true,
    holdStops: true,
    solePlacerMay: true,
  },
} as const satisfies Partial<Record<KindName, Row>>;

export type TabledKind = keyof typeof KIND_TABLE;

// The keys of a constant object are exactly those it is written with.
export const TABLED_KINDS = Object.keys(KIND_TABLE) as TabledKind[];

export function rowOf(kind: TabledKind): Row {
  return KIND_TABLE[kind];
}

/** The row as the contract packs it. */
export function packRow(row: Row): bigint {
  const bits = (values: Iterable<number>) => [...values].reduce((set, value) => set | (1n << BigInt(value)), 0n);
  const roles = (names: readonly RoleName[] = []) => bits(names.map((name) => Role[name]));
  const flags = [
    row.where === "standing" || row.where === "standing or on the road",
    row.where === "standing or on the road",
    row.where === "destination",
    row.where === "territory",
    row.moves,
    row.setsPlace,
    row.holdStops,
    row.solePlacerMay,
    row.needsExport,
    row.unlessDomestic,
    row.reachesPacked,
    row.asAWhole,
    row.customsAct,
    row.placesHold,
    row.liftsHold,
    row.needsLines,
    row.takesLines,
  ];
  return (
    roles(row.witnesses) |
    (roles(row.custodians) << 16n) |
    (roles(row.nexts) << 32n) |
    (roles(row.agents) << 48n) |
    (bits(row.movements.map((name) => Movement[name])) << 64n) |
    (bits(row.customs.map((name) => Customs[name])) << 72n) |
    (bits(row.details) << 80n) |
    (BigInt(row.toMovement === undefined ? 0 : Movement[row.toMovement]) << 96n) |
    (BigInt(row.toCustoms === undefined ? 0 : Customs[row.toCustoms]) << 100n) |
    (bits(flags.flatMap((flag, bit) => (flag === true ? [bit] : []))) << 104n) |
    (row.sets === undefined ? 0n : 1n << (FIRST_FLAG + BigInt(FLAGS.indexOf(row.sets))))
  );
}

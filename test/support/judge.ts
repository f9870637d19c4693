import { Customs, Kind, Movement, Role, type RoleName } from "../../sdk/vocabulary.js";
import { refusalOfRare, wordAfterRare } from "./judgeRare.js";
import { rowOf, type Row, type TabledKind } from "./kindTable.js";
import type { Refusal } from "./records.js";
import { flagSet, type WordFields } from "./word.js";
import { at, country } from "./world.js";

/** A record as the table judges it: the goods, who writes in which capacity, and where. */
export interface Cell {
  consignment: string;
  kind: TabledKind;
  role: RoleName;
  before: WordFields;
  creator: bigint;
  party: bigint;
  /** The party whose mandate (or hold) is named; 0 = nobody. */
  principal: bigint;
  /** Parties that gave the writer a mandate in every role. */
  mandators: readonly bigint[];
  place: string;
  basedOn: string;
  /** Open holds: their placers, and the sequences of their Held. */
  holds: ReadonlyMap<bigint, bigint>;
  /** Whether what the kind takes beside the record comes with it. */
  withParticulars: boolean;
  /** The chain's time, seconds. */
  now: number;
}

export type Verdict = { refusal: Refusal } | { after: WordFields };

/** In which capacity a record is written. */
type Capacity = "custodial" | "agent" | "witness";

/** Countries that are one customs territory in the test world. */
const TERRITORY: Partial<Record<string, string>> = { DE: "EU", FR: "EU" };

/** The customs territory of a place or country. */
export function territory(place: string): string {
  const code = place.slice(0, 2);
  return TERRITORY[code] ?? code;
}

/**
 * What the design says of a record made by a party that holds every role everywhere: the error that refuses it, or the
 * word it leads to. `next` is named by none, `occurredAt` left to the caller.
 */
export function judge(cell: Cell): Verdict {
  const row = rowOf(cell.kind);
  const state = refusalByState(cell, row);
  if (state !== undefined) return { refusal: state };
  const capacity = capacityOf(cell, row);
  if (typeof capacity !== "string") return { refusal: capacity };
  const refusal =
    refusalByPlace(cell, row, capacity) ??
    refusalByHold(cell, row) ??
    refusalByAxis(cell, row) ??
    refusalOfRare(cell, row);
  return refusal === undefined ? { after: wordAfterRare(cell, wordAfter(cell, row, capacity)) } : { refusal };
}

function refusalByState(cell: Cell, row: Row): Refusal | undefined {
  const { consignment, kind, role, before } = cell;
  if (!row.movements.includes(before.movement)) {
    return ["MovementForbids", consignment, Kind[kind], Movement[before.movement]];
  }
  const exempt = row.unlessDomestic === true && before.flags.includes("domestic") && before.customs !== "Refused";
  if (!row.customs.includes(before.customs) && !exempt && !mends(row, role, before)) {
    return ["CustomsForbids", consignment, Kind[kind], Customs[before.customs]];
  }
  if (row.needsParticulars === true && !cell.withParticulars) return ["ParticularsMissing", Kind[kind]];
  const mayLeave = before.flags.includes("exportCleared") || before.flags.includes("domestic");
  if (row.needsExport === true && before.movement === "Ready" && !mayLeave) return ["ExportNotCleared", consignment];
  return undefined;
}

/** Customs' own clearance or refusal of goods whose clearance or refusal was only reported. */
function mends(row: Row, role: RoleName, before: WordFields): boolean {
  const reportedOnly = ["Cleared", "Refused"].includes(before.customs) && !before.flags.includes("importOwn");
  return row.customsAct === true && row.toCustoms !== undefined && role === "Customs" && reportedOnly;
}

function capacityOf(cell: Cell, row: Row): Capacity | Refusal {
  const { consignment, kind, role, before, creator, party, principal, mandators } = cell;
  const may = (roles: readonly RoleName[] = []) => roles.includes(role);
  if (principal !== 0n) {
    if (row.liftsHold === true) return may(row.witnesses) ? "witness" : ["RoleMayNotWrite", Kind[kind], Role[role]];
    if (!may(row.agents)) return ["PrincipalNotAllowed", Kind[kind], principal];
    if (principal !== before.custodian && principal !== creator) return ["PrincipalUnrelated", consignment, principal];
    if (!mandators.includes(principal)) return ["NoMandate", principal, party, Role[role]];
    return "agent";
  }
  const has = party === before.custodian || (row.creatorMay === true && party === creator);
  if (has && may(row.custodians)) return "custodial";
  if (party === before.next && may(row.nexts)) return "custodial";
  if (may(row.witnesses)) return "witness";
  if (may(row.agents)) return ["NoMandate", 0n, party, Role[role]];
  if (!may(row.custodians) && !may(row.nexts)) return ["RoleMayNotWrite", Kind[kind], Role[role]];
  return ["NotCustodian", consignment, party, before.custodian, before.next];
}

function refusalByPlace({ consignment, before, place }: Cell, row: Row, capacity: Capacity): Refusal | undefined {
  if (row.where === "standing" || row.where === "standing or on the road") {
    if (stands(before)) {
      return place === before.place ? undefined : ["NotThere", consignment, at(place), at(before.place)];
    }
    if (row.where === "standing" || capacity === "witness") return ["NotThere", consignment, at(place), at("")];
    return undefined;
  }
  if (place === "") return ["PlaceInvalid", at(place)];
  if (row.where === "any") return undefined;
  const expected = row.where === "territory" ? before.place.slice(0, 2) : before.destination;
  return territory(place) === territory(expected) ? undefined : ["WrongTerritory", at(place), country(expected)];
}

/** Whether goods stand at their place: neither on the main leg nor on an inland one. */
function stands({ movement, flags }: WordFields): boolean {
  return movement !== "InTransit" && !flags.includes("inland");
}

function refusalByHold({ consignment, before, party, holds }: Cell, row: Row): Refusal | undefined {
  if (row.holdStops !== true || before.holds === 0n) return undefined;
  if (row.solePlacerMay === true && before.holds === 1n && holds.has(party)) return undefined;
  return ["ConsignmentHeld", consignment, before.holds, false];
}

function refusalByAxis(cell: Cell, row: Row): Refusal | undefined {
  const { consignment, role, before, party, principal, holds, basedOn } = cell;
  if (row.customsAct === true) {
    const own = role === "Customs";
    if (!own && before.flags.includes("importOwn")) return ["CustomsHasSpoken", consignment];
    const atLeastAsStrong = own ? "exportOwn" : "exportCleared";
    if (row.toCustoms === undefined && before.flags.includes(atLeastAsStrong))
      return ["ExportAlreadyCleared", consignment];
  }
  if (row.placesHold === true) {
    const open = holds.get(party);
    if (open !== undefined) return ["HoldAlreadyOpen", consignment, party, open];
  }
  if (row.liftsHold === true) {
    if (principal !== 0n && principal !== party) return ["NotSuccessor", principal, party];
    const open = holds.get(party) ?? 0n;
    if (open === 0n || BigInt(basedOn) !== open) return ["HoldNotOpen", consignment, party, basedOn, open];
  }
  return undefined;
}

function wordAfter({ role, before, party, place }: Cell, row: Row, capacity: Capacity): WordFields {
  const after = { ...before, sequence: before.sequence + 1n };
  const flags = [...before.flags];
  const lost: string[] = [];
  if (row.sets !== undefined) flags.push(row.sets);
  if (row.moves === true) {
    after.lastMove = after.sequence;
    after.movement = row.toMovement ?? before.movement;
    if (row.setsPlace === true) {
      after.place = place;
      lost.push("inland");
      if (territory(place) !== territory(before.place)) lost.push("domestic");
    }
    if (capacity === "custodial") {
      after.custodian = party;
      after.next = 0n;
      after.offeredAt = 0n;
    }
  }
  if (row.toCustoms !== undefined) after.customs = row.toCustoms;
  if (row.customsAct === true && role === "Customs")
    flags.push(row.toCustoms === undefined ? "exportOwn" : "importOwn");
  if (row.placesHold === true) after.holds += 1n;
  if (row.liftsHold === true) after.holds -= 1n;
  after.flags = flagSet(...flags.filter((flag) => !lost.includes(flag)));
  return after;
}

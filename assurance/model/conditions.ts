import type { ConsignmentId, PartyId } from "../../sdk/ids.js";
import type { KindRule } from "../../sdk/rule.js";
import { Adjustment, Customs, Kind, Role } from "../../sdk/vocabulary.js";
import type { Capacity } from "./capacity.js";
import { writesAs, type Checkpoint } from "./checkpoint.js";
import { bytes2, bytes5, countryOf, isUnLocode, sameTerritory } from "./places.js";
import { refuse } from "./refusal.js";
import { goodsOf, type State } from "./state.js";
import { has, type WordFields } from "./word.js";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** How far ahead of the chain's clock a reported time may lie. */
export const CLOCK_SKEW = 5 * MINUTE;
/** How long after the fact it may be reported. */
export const REPORTING_WINDOW = 60 * DAY;
/** The last step that a history has a number for. */
const LAST_STEP = 2n ** 24n - 1n;

/** What the record may follow, the movement apart. */
export function requireState(c: Checkpoint, rule: KindRule, before: WordFields, withParticulars: boolean): void {
  if (!rule.customs.includes(before.customs) && !isExempt(rule, before) && !mends(c, rule, before)) {
    refuse("CustomsForbids", c.consignment, c.kind, Customs[before.customs]);
  }
  if (rule.flags.has("needsParticulars") && !withParticulars) refuse("ParticularsMissing", c.kind);
  const mayLeave = has(before, "exportCleared", "domestic");
  if (rule.flags.has("needsExport") && before.movement === "Ready" && !mayLeave) {
    refuse("ExportNotCleared", c.consignment);
  }
  if (!rule.details.includes(c.detail)) refuse("DetailInvalid", c.kind, c.detail);
  if (c.expectedMove !== 0 && BigInt(c.expectedMove) !== before.lastMove) {
    refuse("MoveChanged", c.consignment, c.expectedMove, before.lastMove);
  }
  if (before.sequence === LAST_STEP) refuse("HistoryFull", c.consignment);
}

/** Goods that never left the territory need no clearance; a refusal binds them all the same. */
function isExempt(rule: KindRule, before: WordFields): boolean {
  return rule.flags.has("unlessDomestic") && has(before, "domestic") && before.customs !== "Refused";
}

/** Customs' own word on goods whose clearance or refusal was only reported: they count as declared. */
function mends(c: Checkpoint, rule: KindRule, before: WordFields): boolean {
  const reported = (before.customs === "Cleared" || before.customs === "Refused") && !has(before, "importOwn");
  return rule.flags.has("customsAct") && rule.customs.includes("Declared") && c.role === Role.Customs && reported;
}

/** Whether goods stand at their place: neither on the main leg nor on an inland one. */
export function stands(w: WordFields): boolean {
  return w.movement !== "InTransit" && !has(w, "inland");
}

/** The place of the record is where its row wants it. */
export function requirePlace(
  state: State,
  c: Checkpoint,
  rule: KindRule,
  before: WordFields,
  capacity: Capacity,
): void {
  const { place } = c;
  const onRoad = rule.place === "where the goods stand; on the road any place or none, but not for a witness";
  if (rule.place === "where the goods stand" || onRoad) {
    if (stands(before)) {
      if (place !== before.place) refuse("NotThere", c.consignment, bytes5(place), bytes5(before.place));
      return;
    }
    if (!onRoad || capacity === "witness") refuse("NotThere", c.consignment, bytes5(place), bytes5(""));
    if (place === "") return;
  }
  // Where the goods stood last is a place, and in their own territory.
  if (place === before.place && rule.place !== "in the destination territory" && !onRoad) return;
  if (!isUnLocode(place)) refuse("PlaceInvalid", bytes5(place));
  if (rule.place === "in the destination territory") requireTerritory(state, place, before.destination);
  if (rule.place === "in the territory where the goods are") requireTerritory(state, place, countryOf(before.place));
}

function requireTerritory(state: State, place: string, expected: string): void {
  if (!sameTerritory(state, countryOf(place), expected)) refuse("WrongTerritory", bytes5(place), bytes2(expected));
}

/** Nothing stops the record: goods with customs records of their own inside, or a hold on the goods, around or inside. */
export function requireNotStopped(state: State, c: Checkpoint, rule: KindRule, before: WordFields): void {
  if (rule.flags.has("asAWhole") && has(before, "apartInside")) refuse("ApartInside", c.consignment, c.kind);
  if (!rule.flags.has("holdStops") || !isHeld(before)) return;
  if (rule.flags.has("solePlacerMay") && isSolePlacer(state, c.consignment, before, c.party)) return;
  // An authority draws its sample whoever holds the goods.
  if (c.kind === Kind.Adjusted && c.detail === Adjustment.Sample && writesAs(c, rule.witnesses)) return;
  refuse("ConsignmentHeld", c.consignment, before.holds, has(before, "stoppedInside"));
}

/** Whether a hold is open on the goods, on what they are in or on something inside. */
export function isHeld(w: WordFields): boolean {
  return w.holds !== 0n || has(w, "stoppedInside");
}

/** Whether the only hold, on the goods and on what they are in or hold, is this party's. */
export function isSolePlacer(state: State, id: ConsignmentId, w: WordFields, party: PartyId): boolean {
  return w.holds === 1n && !has(w, "stoppedInside") && goodsOf(state, id).holds.has(party);
}

/** The reported time is neither ahead of the chain's clock nor too long ago. */
export function requireTime(occurredAt: number, now: number): void {
  const earliest = now - REPORTING_WINDOW;
  if (occurredAt < earliest) refuse("TimeTooOld", occurredAt, earliest);
  if (occurredAt > now + CLOCK_SKEW) refuse("TimeInFuture", occurredAt, now + CLOCK_SKEW);
}

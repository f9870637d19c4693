import { placeEntry, type Place } from "../../sdk/places/place.js";
import { basisOf } from "../../sdk/trace/basisOf.js";
import { detailName } from "../../sdk/trace/detailName.js";
import type { Basis } from "../../sdk/trace/trace.js";
import type { Landed } from "./recordJourney.js";

/** A record as a reader is told it. */
export interface RecordInWords {
  /** Its day and time in UTC, such as "03 Nov 01:12". */
  readonly when: string;
  /** Such as "Tauranga NZTRG". */
  readonly where: string;
  /** Such as "Departed · maritime". */
  readonly what: string;
  /** Such as "Tasman Line (Carrier)". */
  readonly who: string;
  /** Whose mandate it relies on, such as "for Kowhai Dairy Tauranga"; empty when nobody's. */
  readonly forWhom: string;
  /** Whether the writer speaks for itself, or reports what an authority did. */
  readonly basis: Basis;
}

/** Says a record in words. */
export function recordInWords({ record, occurredAt }: Landed): RecordInWords {
  const { kind, units, by, role, principal } = record;
  const extra: string[] = [];
  const detail = detailName(kind, record.detail);
  if (record.detail !== 0 && detail !== undefined) extra.push(inWords(detail));
  if (units !== undefined) extra.push(`${units} ${units === 1n ? "unit" : "units"}`);
  const name = inWords(kind);
  const what = name.charAt(0).toUpperCase() + name.slice(1);
  return {
    when: inUtc(occurredAt),
    where: placeInWords(record.place),
    what: extra.length === 0 ? what : `${what} · ${extra.join(", ")}`,
    who: `${by.name} (${role})`,
    forWhom: principal === undefined ? "" : `for ${principal.name}`,
    basis: basisOf(kind, role),
  };
}

/**
 * A name of the vocabulary in words.
 *
 * @example inWords("ImportDeclared") // "import declared"
 */
export function inWords(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

/**
 * A place by its name and code.
 *
 * @example placeInWords(parsePlace("CNHAZ")) // "Hangzhou CNHAZ"
 */
export function placeInWords(place: Place): string {
  return `${placeEntry(place).name} ${place}`;
}

/**
 * Gas with its thousands apart.
 *
 * @example gasInWords(48026n) // "48,026"
 */
export function gasInWords(gas: bigint): string {
  return gas.toLocaleString("en");
}

/** Day and time without the year, which a journey of days does not need. */
function inUtc(seconds: number): string {
  const date = new Date(seconds * 1_000);
  const day = date.toLocaleDateString("en-GB", { day: "2-digit", month: "short", timeZone: "UTC" });
  return `${day} ${date.toISOString().slice(11, 16)}`;
}

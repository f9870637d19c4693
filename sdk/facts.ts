import type { PartyId } from "./ids.js";
import type { Scope } from "./places/scope.js";
import type { TransportMode } from "./places/transportMode.js";
import { remainingLines } from "./trace/remainingLines.js";
import type { Basis, Trace, TraceRecord } from "./trace/trace.js";
import type { InspectionResult, Regime } from "./vocabulary.js";
import { decodeWord } from "./word.js";

/** Something that is told, and the steps that tell it. */
export interface Fact<Value> {
  readonly value: Value;
  /** Sequences of the steps it rests on; 1 is the creation. */
  readonly records: readonly number[];
}

/** A party at a place. */
export interface Site {
  readonly party: PartyId;
  readonly place: Scope;
}

/** A declaration to customs. */
export interface Declaration extends Site {
  readonly regime: Exclude<keyof typeof Regime, "None">;
}

/** What customs decided, and on whose word that is known. */
export interface Clearance extends Site {
  readonly outcome: "Cleared" | "PartlyCleared" | "Refused";
  /** Own only when every record that it rests on is customs' own. */
  readonly basis: Basis;
  /** "by customs (did:web:customs.example)", or "reported by did:web:broker.example, not by customs"; or both, in part. */
  readonly source: string;
}

/** What an inspection found. */
export interface Inspection extends Site {
  readonly result: Exclude<keyof typeof InspectionResult, "None">;
}

/** What a consumer wants to know of an import; what nobody told is undefined. */
export interface Facts {
  /** ISO 3166-1 alpha-2 countries in which the batches were made, as their makers say. */
  readonly countryOfOrigin: Fact<readonly string[]> | undefined;
  /** Where the goods first left from. */
  readonly shippingPort: Fact<Scope> | undefined;
  /** How they travelled to the destination territory: every mode once, in order. */
  readonly transportMethod: Fact<readonly (keyof typeof TransportMode)[]> | undefined;
  /** Where they arrived in the destination territory. */
  readonly arrivalPort: Fact<Scope> | undefined;
  /** Warehouses that took them over while they were in bond: arrived, not cleared, not domestic. */
  readonly bondedWarehouse: Fact<readonly Site[]> | undefined;
  /** The last import declaration. */
  readonly customsDeclaration: Fact<Declaration> | undefined;
  readonly exportClearance: Fact<Clearance> | undefined;
  readonly importClearance: Fact<Clearance> | undefined;
  readonly inspections: Fact<readonly Inspection[]> | undefined;
}

/**
 * The consumer's facts of a journey. They are what the parties wrote: verify the trace first, and then they are theirs; whether
 * they are true is for cross-checks.
 *
 * @example
 * const { shippingPort } = factsOf(trace);
 * console.log(shippingPort?.value); // "NZTRG"
 */
export function factsOf(trace: Trace): Facts {
  const of = (...kinds: readonly TraceRecord["kind"][]): TraceRecord[] =>
    trace.records.filter(({ kind }) => kinds.includes(kind));
  const departures = of("Departed");
  const exportActs = of("ExportCleared");
  const stored = of("Received").filter(isStoredInBond);
  const inspected = of("Inspected");

  return {
    countryOfOrigin: originOf(trace),
    shippingPort: fact(departures.slice(0, 1), ([first]) => first.place),
    transportMethod: fact(departures, (all) => [...new Set(all.map(modeOf))]),
    arrivalPort: fact(of("Arrived").slice(-1), ([last]) => last.place),
    bondedWarehouse: fact(stored, (all) => all.map(siteOf)),
    customsDeclaration: fact(of("ImportDeclared").slice(-1), ([last]) => ({
      ...siteOf(last),
      // The ledger takes no other detail for a declaration.
      regime: last.detailName as Declaration["regime"],
    })),
    // Customs' own clearance replaces a reported one.
    exportClearance: fact(exportActs.slice(-1), (acts) => clearance(trace, acts, "Cleared")),
    importClearance: importClearanceOf(trace, of("ImportCleared", "Refused")),
    inspections: fact(inspected, (all) =>
      all.map((record) => ({
        ...siteOf(record),
        // The ledger takes no other detail for an inspection.
        result: record.detailName as Inspection["result"],
      })),
    ),
  };
}

/** A list that is not empty. */
type Some<Item> = readonly [Item, ...Item[]];

/** A fact, when there is a record to tell it. */
function fact<Value>(
  records: readonly TraceRecord[],
  tell: (records: Some<TraceRecord>) => Value,
): Fact<Value> | undefined {
  const [first, ...others] = records;
  if (first === undefined) return undefined;
  return { value: tell([first, ...others]), records: records.map(({ sequence }) => sequence) };
}

function originOf({ creation, batches }: Trace): Fact<readonly string[]> | undefined {
  const countries = creation.lines.flatMap(({ batch }) => batches.get(batch)?.origin ?? []);
  if (countries.length === 0) return undefined;
  return { value: [...new Set(countries)].sort(), records: [creation.sequence] };
}

function modeOf({ detailName }: TraceRecord): keyof typeof TransportMode {
  // The ledger takes no other detail for a departure.
  return detailName as keyof typeof TransportMode;
}

function siteOf({ party, place }: TraceRecord): Site {
  return { party, place };
}

function isStoredInBond({ role, before }: TraceRecord): boolean {
  const { movement, customs, domestic } = decodeWord(before);
  return role === "Warehouse" && movement === "Arrived" && customs !== "Cleared" && !domestic;
}

/* CLEARANCE */

function importClearanceOf(trace: Trace, acts: readonly TraceRecord[]): Fact<Clearance> | undefined {
  const last = acts.at(-1);
  if (last === undefined) return undefined;
  // Of the acts about the whole the last stands; units that were released by lines before it stay released.
  const standing = acts.filter((act) => act === last || act.particulars !== undefined);
  return fact(standing, (all) => clearance(trace, all, outcomeOf(trace, last)));
}

function outcomeOf({ creation, records }: Trace, last: TraceRecord): Clearance["outcome"] {
  if (last.kind === "Refused") return "Refused";
  if (last.particulars === undefined) return "Cleared";
  const upTo = records.filter(({ sequence }) => sequence <= last.sequence);
  return remainingLines(creation.lines, upTo).after.length === 0 ? "Cleared" : "PartlyCleared";
}

function clearance(trace: Trace, acts: Some<TraceRecord>, outcome: Clearance["outcome"]): Clearance {
  const reported = acts.findLast(({ basis }) => basis === "reported");
  const own = acts.findLast(({ basis }) => basis === "own");
  const nameOf = ({ party }: TraceRecord): string => trace.parties.get(party)?.uri ?? `party ${party}`;
  const sources = [
    ...(own === undefined ? [] : [`by customs (${nameOf(own)})`]),
    ...(reported === undefined ? [] : [`reported by ${nameOf(reported)}, not by customs`]),
  ];
  // Where one part is only reported, the whole is: the weaker word is the one to name.
  const named = reported ?? own ?? acts[0];
  return { ...siteOf(named), outcome, basis: named.basis, source: sources.join("; in part ") };
}

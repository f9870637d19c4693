import type { ConsignmentId, PartyId } from "./ids.js";
import type { Scope } from "./places/scope.js";
import type { TransportMode } from "./places/transportMode.js";
import { sinceHeadedElsewhere } from "./trace/headedElsewhere.js";
import type { Basis, KindName, TraceRecord } from "./trace/journey.js";
import { countryOf, crossesBorder, isBySeaOrAir, legsIn, mainLegs } from "./trace/legs.js";
import { remainingLines } from "./trace/remainingLines.js";
import { laterAbout, standingSteps } from "./trace/standing.js";
import { storyOf, type StoryStep } from "./trace/story.js";
import type { Trace, TraceRecall } from "./trace/trace.js";
import type { InspectionResult, Regime } from "./vocabulary.js";
import { decodeWord } from "./word.js";

/** A step, and whose journey it is from: the goods' own, a container's, or that of what they were made from. */
export interface StepRef {
  readonly consignment: ConsignmentId;
  /** 1 is the creation. */
  readonly sequence: number;
}

/** Something that is told, and the steps that tell it. */
export interface Fact<Value> {
  readonly value: Value;
  /** The steps it rests on. */
  readonly steps: readonly StepRef[];
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
  /** Own only when every record that it rests on is customs' own, or confirmed by customs. */
  readonly basis: Basis;
  /**
   * Whose word it is, the strongest first: customs' own, reported and confirmed, only reported. One of each, so several where
   * parts are known from different ones.
   */
  readonly sources: readonly [ClearanceSource, ...ClearanceSource[]];
}

/** Whose word a clearance is. */
export interface ClearanceSource {
  /** Who recorded it. */
  readonly party: PartyId;
  /** Own: by customs. Reported: by another, which is never customs' own word. */
  readonly basis: Basis;
  /** Customs that confirmed what was reported; undefined when none did, and of customs' own. */
  readonly confirmedBy: PartyId | undefined;
}

/** What an inspection found. */
export interface Inspection extends Site {
  readonly result: Exclude<keyof typeof InspectionResult, "None">;
}

/** What a consumer wants to know of an import; what nobody told is undefined. */
export interface Facts {
  /** Open recalls of the consignment, its batches, its products, or what it travelled in or was made from: first of all. */
  readonly recalls: readonly TraceRecall[];
  /** ISO 3166-1 alpha-2 countries in which the batches were made, as their makers say. */
  readonly countryOfOrigin: Fact<readonly string[]> | undefined;
  /**
   * Where the main carriage began (UN/CEFACT Recommendation 16, port of loading): where the goods first left by sea or air,
   * else across a border. Undefined while only a lorry or train has left with them.
   */
  readonly shippingPort: Fact<Scope> | undefined;
  /** How they travelled to the destination territory: every mode once, in order. */
  readonly transportMethod: Fact<readonly (keyof typeof TransportMode)[]> | undefined;
  /** Where they entered the country in which they arrived; where they arrived, when they crossed no border into it. */
  readonly arrivalPort: Fact<Scope> | undefined;
  /** Warehouses that took them over while they were in bond: arrived, not cleared, not domestic. */
  readonly bondedWarehouse: Fact<readonly Site[]> | undefined;
  /** The last import declaration in the territory that the goods were last headed for. */
  readonly customsDeclaration: Fact<Declaration> | undefined;
  readonly exportClearance: Fact<Clearance> | undefined;
  /** A clearance counts of the territory alone that the goods were last headed for; a refusal, of any territory. */
  readonly importClearance: Fact<Clearance> | undefined;
  readonly inspections: Fact<readonly Inspection[]> | undefined;
}

/**
 * The consumer's facts of a journey, wherever they were recorded: about the goods themselves, the containers they travelled
 * in, or what they were split off from. Records that were undone, reported ones that customs contradicted, and words that their
 * own authors called wrong since, count for nothing. Facts are what the parties wrote: verify the trace first, and then they are theirs; whether they are true is for
 * cross-checks.
 *
 * @example
 * const { shippingPort } = factsOf(trace);
 * console.log(shippingPort?.value); // "NZTRG"
 */
export function factsOf(trace: Trace): Facts {
  const story = standingSteps(trace, storyOf(trace));
  const of = (kind: KindName): StoryStep[] => ofKind(story, kind);
  const departures = of("Departed");
  const since = sinceHeadedElsewhere(trace, story);

  return {
    recalls: trace.recalls,
    countryOfOrigin: originOf(trace),
    shippingPort: fact(mainDeparture(story), ([{ record }]) => record.place),
    transportMethod: fact(departures, (all) => [...new Set(all.map(modeOf))]),
    arrivalPort: fact(entry(story), ([{ record }]) => record.place),
    bondedWarehouse: fact(storedInBond(story), (all) => all.map(siteOf)),
    customsDeclaration: fact(ofKind(since, "ImportDeclared").slice(-1), ([last]) => ({
      ...siteOf(last),
      // The ledger takes no other detail for a declaration.
      regime: last.record.detailName as Declaration["regime"],
    })),
    // Customs' own clearance replaces a reported one.
    exportClearance: fact(of("ExportCleared").slice(-1), (acts) => clearance(trace, acts, "Cleared")),
    importClearance: importClearanceOf(
      trace,
      // That they were refused elsewhere stays to be told; that they were cleared there lets nobody in here.
      story.filter(
        (step) => step.record.kind === "Refused" || (step.record.kind === "ImportCleared" && since.includes(step)),
      ),
    ),
    inspections: fact(of("Inspected"), (all) =>
      all.map((step) => ({
        ...siteOf(step),
        // The ledger takes no other detail for an inspection.
        result: step.record.detailName as Inspection["result"],
      })),
    ),
  };
}

function ofKind(story: readonly StoryStep[], kind: KindName): StoryStep[] {
  return story.filter(({ record }) => record.kind === kind);
}

/** A list that is not empty. */
type Some<Item> = readonly [Item, ...Item[]];

/** A fact, when there is a record to tell it. */
function fact<Value>(steps: readonly StoryStep[], tell: (steps: Some<StoryStep>) => Value): Fact<Value> | undefined {
  const [first, ...others] = steps;
  if (first === undefined) return undefined;
  return {
    value: tell([first, ...others]),
    steps: steps.map(({ consignment, record }) => ({ consignment, sequence: record.sequence })),
  };
}

/** The first departure by sea or air, else across a border; else the first of goods that arrived without. */
function mainDeparture(story: readonly StoryStep[]): StoryStep[] {
  const legs = legsIn(story);
  const [first] = mainLegs(legs);
  const isThere = story.some(({ record }) => record.kind === "Arrived");
  const leg = legs.find(isBySeaOrAir) ?? first ?? (isThere ? legs[0] : undefined);
  return leg === undefined ? [] : [leg.departure];
}

/** Where goods that arrived last came over the border of that country, else where they arrived. */
function entry(story: readonly StoryStep[]): StoryStep[] {
  const arrived = story.findLast(({ record }) => record.kind === "Arrived");
  if (arrived === undefined) return [];
  const crossing = legsIn(story).findLast(
    (leg) => crossesBorder(leg) && leg.departure.record.occurredAt <= arrived.record.occurredAt,
  );
  const into = crossing?.arrival;
  return [into !== undefined && countryOf(into) === countryOf(arrived) ? into : arrived];
}

function originOf({ consignment, creation, batches }: Trace): Fact<readonly string[]> | undefined {
  const countries = creation.lines.flatMap(({ batch }) => batches.get(batch)?.origin ?? []);
  if (countries.length === 0) return undefined;
  return { value: [...new Set(countries)].sort(), steps: [{ consignment, sequence: creation.sequence }] };
}

function modeOf({ record }: StoryStep): keyof typeof TransportMode {
  // The ledger takes no other detail for a departure.
  return record.detailName as keyof typeof TransportMode;
}

function siteOf({ record: { party, place } }: StoryStep): Site {
  return { party, place };
}

/** Warehouses' receipts while the goods were arrived, not cleared, by themselves or with their container, and not domestic. */
function storedInBond(story: readonly StoryStep[]): StoryStep[] {
  let cleared = false;
  return story.filter(({ record }) => {
    if (record.kind === "ImportCleared" && record.particulars === undefined) cleared = true;
    // Another destination, or a way back, has customs of its own.
    if (record.kind === "Diverted" || record.kind === "Returned") cleared = false;
    if (record.kind !== "Received" || record.role !== "Warehouse" || cleared) return false;
    const { movement, customs, domestic } = decodeWord(record.before);
    return movement === "Arrived" && customs !== "Cleared" && !domestic;
  });
}

/* CLEARANCE */

function importClearanceOf(trace: Trace, acts: readonly StoryStep[]): Fact<Clearance> | undefined {
  const last = acts.at(-1);
  if (last === undefined) return undefined;
  // Of the acts about the whole the last stands; units that were released by lines before it stay released.
  const standing = acts.filter((act) => act === last || act.record.particulars !== undefined);
  return fact(standing, (all) => clearance(trace, all, outcomeOf(trace, last)));
}

function outcomeOf(trace: Trace, { consignment, record: last }: StoryStep): Clearance["outcome"] {
  if (last.kind === "Refused") return "Refused";
  // Units that came back are some that were released.
  if (last.particulars === undefined || consignment !== trace.consignment) return "Cleared";
  const upTo = trace.records.filter(({ sequence }) => sequence <= last.sequence);
  return remainingLines(trace.creation.lines, upTo).after.length === 0 ? "Cleared" : "PartlyCleared";
}

function clearance(trace: Trace, acts: Some<StoryStep>, outcome: Clearance["outcome"]): Clearance {
  const confirmation = (act: StoryStep): TraceRecord | undefined => laterAbout(trace, act, "Confirmed");
  const reported = acts.findLast((act) => act.record.basis === "reported" && confirmation(act) === undefined);
  const confirmed = acts.findLast((act) => act.record.basis === "reported" && confirmation(act) !== undefined);
  const own = acts.findLast(({ record }) => record.basis === "own");
  // Where one part is only reported, the whole is: the weaker word is the one to name.
  const named = reported ?? confirmed ?? own ?? acts[0];
  const [first = named, ...others] = [own, confirmed, reported].filter((act) => act !== undefined);
  const sourceOf = (act: StoryStep): ClearanceSource => ({
    party: act.record.party,
    basis: act.record.basis,
    confirmedBy: confirmation(act)?.party,
  });
  return {
    ...siteOf(named),
    outcome,
    basis: reported === undefined ? "own" : "reported",
    sources: [sourceOf(first), ...others.map(sourceOf)],
  };
}

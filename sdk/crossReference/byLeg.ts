import type { StepRef } from "../facts.js";
import { countryOf, crossesBorder } from "../trace/legs.js";
import type { StoryStep } from "../trace/story.js";
import { legsOf, type Leg } from "./legs.js";
import { TOLERANCE, type Matter } from "./matter.js";
import { stepOf, type Statement } from "./statements.js";

/** How statements are put to legs. */
export interface LegTerms<Value> {
  /** Whether two statements can be of one leg: what could be of two legs is of the one where it agrees. */
  readonly agrees: (one: Statement<Value>, other: Statement<Value>) => boolean;
  /** Of ships: only legs that one can serve count, and each may have another. */
  readonly byWater: boolean;
}

/** Modes that no ship serves. */
const WITHOUT_SHIP: readonly unknown[] = ["Rail", "Road", "Air", "FixedInstallation"];

/**
 * The statements of each leg, apart: what is true of one vehicle need not be of the next. What is told before a departure,
 * since the goods came to where they leave from, is of the leg that begins; what is told on arrival, of the one that ended. At
 * a place between two the kind of the record decides which of them it is of.
 *
 * @returns By the place of the leg among those that count; -1 is what was before the first, and their number the one that has
 * not begun.
 */
export function byLeg<Value>(
  matter: Matter,
  statements: readonly Statement<Value>[],
  { agrees, byWater }: LegTerms<Value>,
): Map<number, Statement<Value>[]> {
  const all = legsOf(matter);
  const legs = byWater ? all.filter(({ departure }) => !WITHOUT_SHIP.includes(departure.record.detailName)) : all;
  const possible = statements
    .map((statement) => ({ statement, candidates: legsAbout(matter, legs, statement.step, byWater) }))
    // What is of one leg alone comes first, for the others to agree with.
    .sort((one, other) => one.candidates.length - other.candidates.length);
  const legOf = new Map<Statement<Value>, number>();
  const saidOf = (leg: number): Statement<Value>[] => statements.filter((statement) => legOf.get(statement) === leg);
  for (const { statement, candidates } of possible) {
    const leg =
      candidates.find((candidate) => saidOf(candidate).some((other) => agrees(statement, other))) ??
      // A ship that nobody names on the one leg can be that one's, whatever the other's is.
      (byWater ? candidates.find((candidate) => saidOf(candidate).length === 0) : undefined) ??
      candidates[0];
    if (leg !== undefined) legOf.set(statement, leg);
  }
  const found = [...new Set(legOf.values())].sort((one, other) => one - other);
  return new Map(found.map((leg) => [leg, saidOf(leg)]));
}

/** The legs that a step can be about, the likeliest first. */
function legsAbout(matter: Matter, legs: readonly Leg[], ref: StepRef, byWater: boolean): number[] {
  const step = stepOf(matter, ref);
  if (step === undefined) return [begunBy(matter, legs)];
  const { kind, detailName, role } = step.record;
  const own = legs.findIndex(({ departure, arrival }) => [departure, arrival].includes(step));
  // It tells of the ship that came, or of the one that takes over.
  if (own >= 0) return byWater && kind === "Transshipped" ? [own, own + 1] : [own];
  const at = standingAt(legs, step);
  const seen = kind === "Sighted" ? String(detailName) : kind;
  if (kind === "ExportCleared") return [...new Set([leaving(legs, step, at), ...outOfCountry(legs, step)])];
  if (INTO_COUNTRY.includes(seen)) return intoCountry(legs, step, at);
  if (BEFORE_LEAVING.includes(seen)) return [leaving(legs, step, at)];
  if (ON_ARRIVAL.includes(seen)) return [coming(legs, step, at)];
  // A carrier takes over to go on; all others take over what came.
  if (kind === "Received" && role !== "Carrier") {
    // A terminal between two ships may name the one that it has them for.
    if (byWater && goOn(legs, at)) return either(at);
    return [at.behind < 0 ? at.ahead : at.behind];
  }
  return TO_GO_ON.includes(seen) ? either(at).reverse() : either(at);
}

/** Kinds of records, and of sightings, by the leg that they tell of where goods stand between two. */
const INTO_COUNTRY = ["ImportDeclared", "ImportCleared", "Refused"];
const BEFORE_LEAVING = ["Origin", "Packed", "Loaded"];
const ON_ARRIVAL = ["Unpacked", "Delivered", "Discharged"];
const TO_GO_ON = ["Received", "GateIn", "HoldLifted"];

/** Whether goods that stand go on: they have, or came to be transshipped. */
function goOn(legs: readonly Leg[], { behind, ahead }: Standing): boolean {
  return ahead < legs.length || legs[behind]?.arrival?.record.kind === "Transshipped";
}

/** Where a step stands among the legs. */
interface Standing {
  /** The leg that began last; -1 before the first. */
  readonly behind: number;
  /** The one that begins next. While they are on their way it is the one behind. */
  readonly ahead: number;
}

function standingAt(legs: readonly Leg[], { record: { occurredAt, place } }: StoryStep): Standing {
  const behind = legs.findLastIndex(({ departure }) => departure.record.occurredAt <= occurredAt);
  const last = legs[behind];
  if (last === undefined) return { behind, ahead: behind + 1 };
  const { departure, arrival } = last;
  // Clocks at one place may differ: who wrote there shortly before the arrival, or after the departure, saw them stand there.
  const latest = arrival?.record.place === place ? occurredAt + TOLERANCE : occurredAt;
  if (arrival !== undefined && arrival.record.occurredAt <= latest) return { behind, ahead: behind + 1 };
  const hasJustLeft = departure.record.place === place && departure.record.occurredAt >= occurredAt - TOLERANCE;
  return { behind: hasJustLeft && behind > 0 ? behind - 1 : behind, ahead: behind };
}

/** Goods that were loaded are told of before all; a part that was split off, from then on. */
function begunBy({ trace: { creation } }: Matter, legs: readonly Leg[]): number {
  if (creation.type === "Creation") return 0;
  return legs.filter(({ departure }) => departure.record.recordedAt <= creation.recordedAt).length;
}

/** Of the leg that came, and of the one that leaves: an authority tells what it finds, or what it left. */
function either({ behind, ahead }: Standing): number[] {
  return [...new Set([behind, ahead])].filter((leg) => leg >= 0);
}

/** The next leg that leaves from a step's place. */
function leaving(legs: readonly Leg[], { record }: StoryStep, { ahead }: Standing): number {
  const next = legs.findIndex(
    ({ departure }) =>
      departure.record.place === record.place && departure.record.occurredAt >= record.occurredAt - TOLERANCE,
  );
  return next < 0 ? ahead : next;
}

/** The last leg that came to a step's place. */
function coming(legs: readonly Leg[], { record }: StoryStep, { behind }: Standing): number {
  const last = legs.findLastIndex(
    ({ arrival }) =>
      arrival?.record.place === record.place && arrival.record.occurredAt <= record.occurredAt + TOLERANCE,
  );
  return last < 0 ? behind : last;
}

/** The leg by which goods leave the country in which customs let them out. */
function outOfCountry(legs: readonly Leg[], step: StoryStep): number[] {
  const out = legs.findIndex(
    (leg) =>
      crossesBorder(leg) &&
      countryOf(leg.departure) === countryOf(step) &&
      leg.departure.record.occurredAt >= step.record.occurredAt - TOLERANCE,
  );
  return out < 0 ? [] : [out];
}

/** The legs by which goods came to the place of an import declaration, and into its country: it may be made before they do. */
function intoCountry(legs: readonly Leg[], step: StoryStep, { behind }: Standing): number[] {
  const to = legs.findLastIndex(({ arrival }) => arrival?.record.place === step.record.place);
  const into = legs.findLastIndex(
    (leg) => crossesBorder(leg) && leg.arrival !== undefined && countryOf(leg.arrival) === countryOf(step),
  );
  const known = [to, into].filter((leg) => leg >= 0);
  // Before they have come it may be of the leg that they are on, or of one that has not begun.
  return known.length > 0 ? [...new Set(known)] : [legs.length, behind];
}

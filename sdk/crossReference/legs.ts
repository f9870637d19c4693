import type { Site } from "../facts.js";
import type { Scope } from "../places/scope.js";
import type { StoryStep } from "../trace/story.js";
import type { Outcome } from "./finding.js";
import { ofKind, type Matter } from "./matter.js";
import { notCheckable } from "./outcome.js";

/** One stretch of the way: from where goods left to where they next stood. */
export interface Leg {
  /** The last departure before, or move at another place: until then nobody says that they came; undefined where they began. */
  readonly previous: StoryStep | undefined;
  /** Departed, or Forwarded for an inland leg. */
  readonly departure: StoryStep;
  /** Undefined while they are on their way. */
  readonly arrival: StoryStep | undefined;
  /** The departure after it; undefined when there is none. */
  readonly next: StoryStep | undefined;
}

/**
 * The stretches of the way, by the times that the custodians claim: none before the goods have left. A transshipment ends one
 * as an arrival does.
 *
 * @example legsOf(matter).map(({ departure, arrival }) => [departure.record.place, arrival?.record.place])
 */
export function legsOf(matter: Matter): Leg[] {
  const moves = movesOf(matter);
  const departures = moves.filter(isDeparture);
  return departures.map((departure, index) => {
    const start = moves.indexOf(departure);
    const next = departures[index + 1];
    const end = next === undefined ? moves.length : moves.indexOf(next);
    const arrival = moves.slice(start + 1, end).find((move) => !isDeparture(move));
    const previous = moves
      .slice(0, start)
      .findLast((move) => isDeparture(move) || move.record.place !== departure.record.place);
    return { previous, departure, arrival, next };
  });
}

/** One outcome a leg; not checkable before the goods have left. */
export function eachLeg(matter: Matter, outcomeOf: (matter: Matter, leg: Leg) => Outcome): Outcome[] {
  const legs = legsOf(matter);
  if (legs.length === 0) return [notCheckable([], "The goods have not left yet.", "货物尚未启运。")];
  return legs.map((leg) => outcomeOf(matter, leg));
}

/** Where the goods were at a time, as their custodians tell it. */
export interface Whereabouts {
  /** Where they stood; on their way the two ends. */
  readonly places: readonly Scope[];
  /** Who says that they were at a place: whoever left from where they stood says so too. */
  readonly said: readonly Site[];
  /** Whether they stood there. */
  readonly standing: boolean;
  /** The moves that say so. */
  readonly steps: readonly StoryStep[];
}

/**
 * Where the goods are said to have been.
 *
 * @param time Seconds since 1970.
 * @param tolerance By how much clocks may differ, seconds: near a move both sides of it count.
 */
export function whereaboutsAt(matter: Matter, time: number, tolerance: number): Whereabouts {
  const moves = movesOf(matter);
  const before = moves.findLast(({ record }) => record.occurredAt <= time);
  const after = moves.find(({ record }) => record.occurredAt > time);
  const near = moves.filter(({ record }) => Math.abs(record.occurredAt - time) <= tolerance);
  const standing = before === undefined || !isDeparture(before);
  const steps = [...new Set([before, standing ? undefined : after, ...near])].filter((step) => step !== undefined);
  const start = before === undefined ? startOf(matter) : [];
  const claims = [...start, ...steps.map(siteOf)].filter(({ place }) => place !== "");
  const said = [...claims, ...(after === undefined ? [] : [siteOf(after)])];
  return { places: [...new Set(claims.map(({ place }) => place))], said, standing, steps };
}

function siteOf({ record: { party, place } }: StoryStep): Site {
  return { party, place };
}

function startOf({ trace: { creation } }: Matter): readonly Site[] {
  return creation.type === "Creation" ? [{ party: creation.creator, place: creation.place }] : [];
}

function isDeparture({ record }: StoryStep): boolean {
  return record.kind === "Departed" || record.kind === "Forwarded";
}

/** The records that say where the goods go and stand, by their claimed time. */
function movesOf(matter: Matter): StoryStep[] {
  const moves = ofKind(matter, "Origin", "Departed", "Transshipped", "Arrived", "Received", "Forwarded", "Delivered");
  return moves.sort((a, b) => a.record.occurredAt - b.record.occurredAt);
}

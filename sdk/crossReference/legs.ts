import type { Site } from "../facts.js";
import { once } from "../once.js";
import type { Scope } from "../places/scope.js";
import { isDeparture, legsIn, movesIn, type Leg } from "../trace/legs.js";
import type { StoryStep } from "../trace/story.js";
import type { Outcome } from "./finding.js";
import type { Matter } from "./matter.js";
import { notCheckable } from "./outcome.js";

export type { Leg } from "../trace/legs.js";

/**
 * The stretches of the way, by the times that the custodians claim: none before the goods have left. A transshipment ends one
 * as an arrival does.
 *
 * @example legsOf(matter).map(({ departure, arrival }) => [departure.record.place, arrival?.record.place])
 */
export function legsOf({ story }: Matter): readonly Leg[] {
  return legsOfStory(story);
}

const legsOfStory = once((story: Matter["story"]): readonly Leg[] => legsIn(story));
const movesOfStory = once((story: Matter["story"]): readonly StoryStep[] => movesIn(story));

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
  const moves = movesOfStory(matter.story);
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

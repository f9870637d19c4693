import type { StoryStep } from "./story.js";

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

/** The stretches of the way that a story tells, by the times that the custodians claim. */
export function legsIn(story: readonly StoryStep[]): Leg[] {
  const moves = movesIn(story);
  const departures = [...moves.entries()].filter(([, move]) => isDeparture(move));
  return departures.map(([start, departure], index) => {
    const [end, next] = departures[index + 1] ?? [moves.length, undefined];
    // Between two departures they only stand.
    const [arrival] = moves.slice(start + 1, end);
    const previous = moves
      .slice(departures[index - 1]?.[0] ?? 0, start)
      .findLast((move) => isDeparture(move) || move.record.place !== departure.record.place);
    return { previous, departure, arrival, next };
  });
}

const MOVES = ["Origin", "Departed", "Transshipped", "Arrived", "Received", "Forwarded", "Delivered"];

/** The records that say where the goods go and stand, by their claimed time. */
export function movesIn(story: readonly StoryStep[]): StoryStep[] {
  const moves = story.filter(({ record }) => MOVES.includes(record.kind));
  return moves.sort((a, b) => a.record.occurredAt - b.record.occurredAt);
}

export function isDeparture({ record }: StoryStep): boolean {
  return record.kind === "Departed" || record.kind === "Forwarded";
}

/* THE MAIN CARRIAGE */

/**
 * The legs that can be the main carriage, on whose means of transport goods are loaded at the port of loading (UN/CEFACT
 * Recommendation 16): by sea or by air, or from one country into another. Before and after it lorries, trains and barges
 * bring them to a port and away.
 */
export function mainLegs(legs: readonly Leg[]): Leg[] {
  return legs.filter((leg) => isBySeaOrAir(leg) || crossesBorder(leg));
}

export function isBySeaOrAir({ departure }: Leg): boolean {
  return departure.record.detailName === "Maritime" || departure.record.detailName === "Air";
}

/** Whether it leads from one country into another; not known while goods are on their way. */
export function crossesBorder({ departure, arrival }: Leg): boolean {
  const [from, to] = [countryOf(departure), arrival === undefined ? "" : countryOf(arrival)];
  return from !== "" && to !== "" && from !== to;
}

/** The country of a record's place, ISO 3166-1 alpha-2; "" on the road. */
export function countryOf({ record }: StoryStep): string {
  return record.place.slice(0, 2);
}

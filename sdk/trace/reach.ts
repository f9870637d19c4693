import type { ConsignmentId } from "../ids.js";
import type { Journey } from "./journey.js";
import { journeyOf } from "./readJourney.js";

/** Where a journey rests on another one's. */
export interface Link {
  /** The journey, and its step, that rests on the other. */
  readonly in: ConsignmentId;
  readonly sequence: number;
  readonly to: ConsignmentId;
  /** A head of that one, which the step holds. */
  readonly head: string;
  /** Whether that one belongs to the story as it stands now, and not only up to the head. */
  readonly whole: boolean;
}

/** How much of a journey belongs to a story: its first steps, and whether it is all that the chain has by now. */
export interface Extent {
  readonly steps: number;
  readonly whole: boolean;
}

/** What the story of one consignment is made of. */
export interface Reach {
  readonly extents: ReadonlyMap<ConsignmentId, Extent>;
  /** Links to journeys that are not there. */
  readonly missing: readonly Link[];
  /** Links to heads that the other journey does not have. */
  readonly unmatched: readonly Link[];
}

/** A journey, and the heads it folds to. */
export interface Found {
  readonly journey: Journey;
  readonly heads: readonly string[];
}

/** Finds a journey. */
export type Find = (id: ConsignmentId) => Found | undefined;

/**
 * Which journeys, and how much of each, the story of goods is incomplete without. A container that they left counts up to
 * there; one that they are in, and what they were made from, as it stands now.
 */
export function reachOf(goods: ConsignmentId, find: Find): Reach {
  const extents = new Map<ConsignmentId, Extent>([[goods, { steps: Infinity, whole: true }]]);
  const linksFrom = (id: ConsignmentId, extent: Extent): Link[] => linksOf(find(id)?.journey, extent);
  const grown = new Set([goods]);
  // What is found further out may need more of what was found before: extents only grow, so this ends.
  for (const id of grown) {
    grown.delete(id);
    for (const { to, head, whole } of linksFrom(id, extents.get(id) ?? NOTHING)) {
      const other = find(to);
      if (other === undefined) continue;
      const known = extents.get(to) ?? NOTHING;
      const needed = extentOf(other, head, whole || known.whole);
      if (needed.steps <= known.steps && needed.whole === known.whole) continue;
      extents.set(to, needed);
      grown.add(to);
    }
  }
  const links = [...extents].flatMap(([id, extent]) => linksFrom(id, extent));
  return {
    extents,
    missing: links.filter(({ to }) => find(to) === undefined),
    unmatched: links.filter(({ to, head }) => find(to)?.heads.includes(head) === false),
  };
}

const NOTHING: Extent = { steps: 0, whole: false };

/** How much of a journey belongs to a story that rests on a head of it: all of it when it has no such head. */
function extentOf({ journey, heads }: Found, head: string, whole: boolean): Extent {
  const upTo = heads.indexOf(head) + 1;
  return whole || upTo === 0 ? { steps: journey.steps.length, whole: true } : { steps: upTo, whole: false };
}

/** The first steps of a journey. */
export function upTo({ consignment, steps }: Journey, count: number): Journey {
  const kept = steps.slice(0, count).map((step) =>
    // What was undone after that was not undone by then.
    step.type === "Record" && step.undoneBy !== undefined && step.undoneBy > count
      ? { ...step, undoneBy: undefined }
      : step,
  );
  return journeyOf(consignment, kept);
}

function linksOf(journey: Journey | undefined, { steps: count, whole }: Extent): Link[] {
  if (journey === undefined) return [];
  const steps = journey.steps.slice(0, count);
  const last = steps.findLast(({ type }) => type === "Packing" || type === "Unpacking");
  return steps.flatMap((step): Link[] => {
    const from = { in: journey.consignment, sequence: step.sequence };
    if (step.type === "Derivation") return [{ ...from, to: step.from, head: step.fromHead, whole: true }];
    if (step.type === "Packing") {
      return [{ ...from, to: step.container, head: step.containerHead, whole: whole && step === last }];
    }
    if (step.type !== "Unpacking") return [];
    return [
      { ...from, to: step.container, head: step.containerHead, whole: false },
      ...step.outer.map(({ consignment, head }) => ({ ...from, to: consignment, head, whole: true })),
    ];
  });
}

import type { ConsignmentId } from "../ids.js";
import { once } from "../once.js";
import type { Journey, TraceStep } from "../trace/journey.js";
import { journeysOf } from "../trace/journeys.js";
import type { StoryStep } from "../trace/story.js";
import type { Trace } from "../trace/trace.js";
import type { Matter } from "./matter.js";

/**
 * What a step of the story is about: the goods, also as long as they were part of others or before they came back; else the
 * container they were in. What is said of one is not said of the other.
 *
 * @returns The consignment that was asked about, or the container.
 */
export function subjectOf({ trace }: Matter, { consignment }: StoryStep): ConsignmentId {
  return goodsIn(trace).has(consignment) ? trace.consignment : consignment;
}

/** Whether what a step is about is the goods, or what they are in now; else they came out of it. */
export function isStillIn(matter: Matter, step: StoryStep): boolean {
  const subject = subjectOf(matter, step);
  return subject === matter.trace.consignment || !leftBy(matter.trace).has(subject);
}

/** The containers that the goods were in, and are in no more, themselves or with what they are in. */
const leftBy = once((trace: Trace): ReadonlySet<ConsignmentId> => {
  const journeys = new Map(journeysOf(trace).map((journey) => [journey.consignment, journey]));
  const left = new Set(journeys.keys());
  let now: Journey | undefined = trace;
  while (now !== undefined && left.delete(now.consignment)) {
    const last: TraceStep | undefined = now.steps.findLast(({ type }) => type === "Packing" || type === "Unpacking");
    now = last?.type === "Packing" ? journeys.get(last.container) : undefined;
  }
  return left;
});

/** The consignments that the goods were, one after the other. */
const goodsIn = once((trace: Trace): ReadonlySet<ConsignmentId> => {
  const journeys = new Map(trace.inside.map((journey) => [journey.consignment, journey]));
  const were = new Set<ConsignmentId>();
  let goods: Journey | undefined = trace;
  while (goods !== undefined && !were.has(goods.consignment)) {
    were.add(goods.consignment);
    goods = goods.creation.type === "Derivation" ? journeys.get(goods.creation.from) : undefined;
  }
  return were;
});

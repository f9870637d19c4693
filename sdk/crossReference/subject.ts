import type { ConsignmentId } from "../ids.js";
import type { Journey } from "../trace/journey.js";
import type { StoryStep } from "../trace/story.js";
import type { Trace } from "../trace/trace.js";
import type { Matter } from "./matter.js";
import { once } from "./once.js";

/**
 * What a step of the story is about: the goods, also as long as they were part of others or before they came back; else the
 * container they were in. What is said of one is not said of the other.
 *
 * @returns The consignment that was asked about, or the container.
 */
export function subjectOf({ trace }: Matter, { consignment }: StoryStep): ConsignmentId {
  return goodsIn(trace).has(consignment) ? trace.consignment : consignment;
}

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

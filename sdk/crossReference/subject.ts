import type { ConsignmentId } from "../ids.js";
import type { Journey } from "../trace/journey.js";
import type { StoryStep } from "../trace/story.js";
import type { Matter } from "./matter.js";

/**
 * What a step of the story is about: the goods, also as long as they were part of others or before they came back; else the
 * container they were in. What is said of one is not said of the other.
 *
 * @returns The consignment that was asked about, or the container.
 */
export function subjectOf({ trace }: Matter, { consignment }: StoryStep): ConsignmentId {
  const journeys = new Map(trace.inside.map((journey) => [journey.consignment, journey]));
  let goods: Journey | undefined = trace;
  while (goods !== undefined && goods.consignment !== consignment) {
    goods = goods.creation.type === "Derivation" ? journeys.get(goods.creation.from) : undefined;
  }
  return goods === undefined ? consignment : trace.consignment;
}

import type { StoryStep } from "../trace/story.js";
import { decodeWord } from "../word.js";
import type { Matter } from "./matter.js";
import { stateAfter } from "./stateAfter.js";

/** Whether a step placed a hold: a Held, or a Contradicted, which stops open goods unless its writer already does. */
export function placesHold(matter: Matter, step: StoryStep): boolean {
  const { kind, before } = step.record;
  if (kind !== "Contradicted") return kind === "Held";
  const after = stateAfter(matter, step);
  return after !== undefined && after.holds > decodeWord(before).holds;
}

/** Whether a HoldLifted ends the hold that a step placed: it names the step, of the same consignment. */
export function isLiftedBy({ consignment, record }: StoryStep, lifted: StoryStep): boolean {
  return lifted.consignment === consignment && BigInt(lifted.record.basedOn) === BigInt(record.sequence);
}

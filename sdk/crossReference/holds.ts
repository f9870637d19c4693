import type { StoryStep } from "../trace/story.js";

/** Whether a HoldLifted ends the hold that a step placed: it names the step, of the same consignment. */
export function isLiftedBy({ consignment, record }: StoryStep, lifted: StoryStep): boolean {
  return lifted.consignment === consignment && BigInt(lifted.record.basedOn) === BigInt(record.sequence);
}

import type { KindName, TraceRecord } from "./journey.js";
import { journeyIn } from "./journeys.js";
import type { StoryStep } from "./story.js";
import type { Trace } from "./trace.js";

/** The records of a story that still stand: neither taken back, nor contradicted by customs. */
export function standingSteps(trace: Trace, story: readonly StoryStep[]): StoryStep[] {
  return story.filter(
    (step) => step.record.undoneBy === undefined && laterAbout(trace, step, "Contradicted") === undefined,
  );
}

/** The last record of a kind about an earlier one. */
export function laterAbout(
  trace: Trace,
  { consignment, record: { sequence } }: StoryStep,
  kind: KindName,
): TraceRecord | undefined {
  const records = journeyIn(trace, consignment)?.records;
  return records?.findLast((later) => later.kind === kind && later.about === sequence);
}

import type { KindName } from "../trace/journey.js";
import { laterAbout } from "../trace/standing.js";
import type { StoryStep } from "../trace/story.js";
import type { Trace } from "../trace/trace.js";

/** Kinds of records by which those entitled to it say that another one is wrong. */
const AGAINST: readonly KindName[] = ["Correction", "Contradicted"];

/** Whether nobody entitled to it says that a record is wrong, be it taken back by that or not. */
export function stands(trace: Trace, step: StoryStep): boolean {
  return step.record.undoneBy === undefined && AGAINST.every((kind) => laterAbout(trace, step, kind) === undefined);
}

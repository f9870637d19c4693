import { once } from "../once.js";
import type { Journey, KindName, TraceRecord } from "./journey.js";
import { journeyIn } from "./journeys.js";
import type { StoryStep } from "./story.js";
import type { Trace } from "./trace.js";

/** The records of a story that still stand: neither taken back, nor contradicted by customs, nor called wrong by their authors. */
export function standingSteps(trace: Trace, story: readonly StoryStep[]): StoryStep[] {
  return story.filter(
    (step) =>
      step.record.undoneBy === undefined &&
      laterAbout(trace, step, "Contradicted") === undefined &&
      !(WORDS.includes(step.record.kind) && isCalledWrong(journeyIn(trace, step.consignment), step.record)),
  );
}

/** The last record of a kind about an earlier one, unless its own author called it wrong. */
export function laterAbout(
  trace: Trace,
  { consignment, record: { sequence } }: StoryStep,
  kind: KindName,
): TraceRecord | undefined {
  const journey = journeyIn(trace, consignment);
  return journey?.records.findLast(
    (later) => later.kind === kind && later.about === sequence && !isCalledWrong(journey, later),
  );
}

/* CALLED WRONG BY THEIR AUTHORS */

/** Kinds that tell what somebody saw or found: whose data are wrong says nothing, and can say it again. */
const SEEN: readonly KindName[] = ["Sighted", "Inspected", "Incident", "Confirmed"];
/**
 * Kinds that are no more than a word, once nothing can be taken back of them. A move, a hold and units that left are as the
 * ledger has them, whatever their author says since.
 */
const WORDS: readonly KindName[] = [...SEEN, "ExportCleared", "ImportDeclared", "ImportCleared", "Refused"];

/** Whether a record's own author said since that it did not occur, or of what it saw that the data were incorrect. */
function isCalledWrong(journey: Journey | undefined, { sequence }: TraceRecord): boolean {
  return journey !== undefined && calledWrongIn(journey).has(sequence);
}

/** The records that are called wrong, by their sequence. The ledger takes a Correction from the author alone. */
const calledWrongIn = once(({ records }: Journey): ReadonlySet<number> => {
  const kinds = new Map(records.map(({ sequence, kind }) => [sequence, kind]));
  const wrong = new Set<number>();
  // A Correction is corrected by a later one.
  for (const { kind, about, detailName, sequence } of [...records].reverse()) {
    const past = about === undefined ? undefined : kinds.get(about);
    if (kind !== "Correction" || about === undefined || past === undefined || wrong.has(sequence)) continue;
    if (detailName === "DidNotOccur" || SEEN.includes(past)) wrong.add(about);
  }
  return wrong;
});

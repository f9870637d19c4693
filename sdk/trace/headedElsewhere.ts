import { dataSlice } from "ethers";

import { asciiFromBytes } from "../ascii.js";
import { decodeWord, type WordState } from "../word.js";
import { journeyIn } from "./journeys.js";
import type { StoryStep } from "./story.js";
import type { Trace } from "./trace.js";

/**
 * What is told since the goods were last headed for another territory, Diverted or Returned: what customs of the one before said
 * of their import counts no more (docs/ledger.md, "The table of kinds").
 *
 * @param story In its order, or a part of it.
 */
export function sinceHeadedElsewhere(trace: Trace, story: readonly StoryStep[]): readonly StoryStep[] {
  return story.slice(story.findLastIndex((step) => headsElsewhere(trace, step)) + 1);
}

/** The state in which a record left its consignment, as the next step met it; undefined after the last that is told. */
export function metAfter(trace: Trace, { consignment, record }: StoryStep): WordState | undefined {
  const next = journeyIn(trace, consignment)?.steps.find(({ sequence }) => sequence > record.sequence);
  return next !== undefined && "before" in next ? decodeWord(next.before) : undefined;
}

function headsElsewhere(trace: Trace, step: StoryStep): boolean {
  const { kind, place, basedOn, before } = step.record;
  if (kind !== "Diverted" && kind !== "Returned") return false;
  const to = asciiFromBytes(dataSlice(basedOn, 0, 2));
  const from = kind === "Diverted" ? decodeWord(before).destination : place.slice(0, 2);
  if (from === to) return false;
  // Countries of one territory have one customs; which they are, the ledger showed by keeping the state. Before the next step
  // nothing shows it, and a country counts as a territory.
  return (metAfter(trace, step)?.customs ?? "None") === "None";
}

import type { StoryStep } from "../trace/story.js";
import { decodeWord, type WordState } from "../word.js";
import type { Matter } from "./matter.js";

/**
 * The state in which a record left the consignment that it was written about: as the next step met it, or as the ledger has it
 * after the last.
 *
 * @returns undefined when neither is known.
 */
export function stateAfter({ trace, words }: Matter, { consignment, record }: StoryStep): WordState | undefined {
  const journey = [trace, ...trace.inside].find((told) => told.consignment === consignment);
  const next = journey?.steps.find(({ sequence }) => sequence > record.sequence);
  if (next !== undefined) return "before" in next ? decodeWord(next.before) : undefined;
  const word = words.get(consignment);
  const state = word === undefined ? undefined : decodeWord(word);
  // A container that the goods left went on: its journey is told up to there.
  return state?.sequence === record.sequence ? state : undefined;
}

import { metAfter } from "../trace/headedElsewhere.js";
import type { StoryStep } from "../trace/story.js";
import { decodeWord, type WordState } from "../word.js";
import type { Matter } from "./matter.js";

/**
 * The state in which a record left the consignment that it was written about: as the next step met it, or as the ledger has it
 * after the last.
 *
 * @returns undefined when neither is known.
 */
export function stateAfter({ trace, words }: Matter, step: StoryStep): WordState | undefined {
  const met = metAfter(trace, step);
  if (met !== undefined) return met;
  const word = words.get(step.consignment);
  const state = word === undefined ? undefined : decodeWord(word);
  // A container that the goods left went on: its journey is told up to there.
  return state?.sequence === step.record.sequence ? state : undefined;
}

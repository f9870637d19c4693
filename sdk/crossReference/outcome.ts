import type { StepRef } from "../facts.js";
import type { StoryStep } from "../trace/story.js";
import type { FindingVerdict, Outcome } from "./finding.js";
import { refOf } from "./matter.js";

/** Says an outcome: the records that it rests on, and one sentence in English and in Chinese (see `en` and `zh`). */
export type Say = (steps: readonly (StoryStep | StepRef)[], en: string, zh: string) => Outcome;

const outcome =
  (verdict: FindingVerdict): Say =>
  (steps, en, zh) => ({
    verdict,
    steps: steps.map((step) => ("record" in step ? refOf(step) : step)),
    sentence: { en, zh },
  });

/** What was said agrees. */
export const pass = outcome("pass");
/** A reader should know. */
export const warning = outcome("warning");
/** It cannot all be true. */
export const contradiction = outcome("contradiction");
/** Nothing to hold against each other. */
export const notCheckable = outcome("not checkable");

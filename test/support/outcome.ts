import { expect } from "chai";

import type { Outcome } from "./attempts.js";
import { parseRefusal } from "./records.js";
import type { World } from "./world.js";

/** What a call must come to: the error's bytes; or, when it is taken, the answer's where that is always the same. */
export interface Expected {
  readonly taken: boolean;
  readonly answer?: string;
}

/** Fails unless a call came to what it must, to the byte. */
export function expectOutcome(w: World, outcome: Outcome, { taken, answer }: Expected, title: string): void {
  const wanted = { taken, answer: answer ?? outcome.answer };
  if (outcome.taken === wanted.taken && outcome.answer === wanted.answer) return;
  expect(said(w, outcome), title).to.deep.equal(said(w, wanted));
  expect(outcome, title).to.deep.equal(wanted);
}

/** In words where there are some: an error with its arguments. */
function said(w: World, { taken, answer }: Outcome): unknown {
  return taken ? "taken" : parseRefusal(w, answer);
}

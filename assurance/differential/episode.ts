import { setTimeout as pause } from "node:timers/promises";

import { apply } from "../model/apply.js";
import type { Refusal } from "../model/refusal.js";
import { emptyState, type State } from "../model/state.js";
import { accountOf } from "./cast.js";
import { differences } from "./compare.js";
import type { Contract } from "./contract.js";
import type { Draft } from "./draft.js";
import { encodeOperation } from "./encodeOperation.js";
import { Notes } from "./notes.js";
import { propose } from "./propose.js";
import { Random } from "./random.js";
import { emptyTally, tallyStep, timesOf, type Tally } from "./tally.js";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** The model under test: another one than the reference shows that a difference is found. */
export type Model = typeof apply;

/** Where model and contract differ. */
export class Difference extends Error {
  constructor(seed: number, step: number, { operation }: Draft, what: string) {
    const told = JSON.stringify(operation, (_, value: unknown) =>
      typeof value === "bigint" ? value.toString() : value,
    );
    super(`Model and contract differ (seed ${String(seed)}, step ${String(step)}): ${what}\n${told}`);
  }
}

/**
 * Takes random steps on the contract and in the model, from the same state on, and compares them after each.
 *
 * @param seed A whole number below 2^32: the same one takes the same steps.
 * @throws Difference at the first step on which they differ.
 */
export async function playEpisode(
  contract: Contract,
  start: State,
  seed: number,
  steps: number,
  model: Model = apply,
): Promise<Tally> {
  const random = new Random(seed);
  const notes = new Notes();
  const tally = emptyTally();
  let state = start;
  for (let step = 0; step < steps; step++) {
    if (random.chance(0.02)) await contract.wait(random.chance(0.15) ? 15 * DAY : random.below(6 * HOUR));
    const { now } = contract;
    const { draft } = propose({ random, state, notes, now, times: (kind, movement) => timesOf(tally, kind, movement) });
    const { signer, operation } = draft;
    const verdict = model(state, { signer, now }, operation);
    const differs = (what: string): never => {
      throw new Difference(seed, step, draft, what);
    };

    const [from, data] = [accountOf(signer), encodeOperation(operation)];
    if ("refusal" in verdict) {
      const met = await contract.refusal(from, data);
      if (told(met) !== told(verdict.refusal)) differs(`contract ${told(met)}, model ${told(verdict.refusal)}`);
    } else {
      const met = await contract.send(from, data);
      if (met !== undefined) differs(`contract ${told(met)}, model taken`);
      const other = await differences(contract, state, verdict.state);
      if (other !== "") differs(other);
    }
    tallyStep(tally, state, operation, verdict);
    if ("state" in verdict) state = verdict.state;
    // Lets whoever waits, such as a test's clock, have a turn.
    if (step % 50 === 0) await pause(0);
  }
  const other = await differences(contract, emptyState(0n, ""), state);
  if (other !== "") throw new Error(`Model and contract differ at the end (seed ${String(seed)}): ${other}`);
  return tally;
}

function told(refusal: Refusal | undefined): string {
  return refusal === undefined ? "taken" : refusal.map(String).join(" ");
}

import { FatalError } from "../../sdk/errors.js";
import { activate } from "./labels.js";
import { Recorder } from "./recorder.js";
import {
  subjectsOf,
  type Scenario,
  type ScenarioActivation,
  type ScenarioRecord,
  type ScenarioStep,
} from "./scenario.js";
import { act, actorOf, idOf, type Actor, type Cast, type Goods, type Stage } from "./stage.js";

/** How a step ended. */
interface Ended {
  /** 0 for one that was refused: that is known before it is sent. */
  readonly gas: bigint;
  /** The ledger's refusal, where it had to refuse. */
  readonly refusal?: string;
}

/** A record of the scenario that the ledger took, or refused as it had to. */
export interface LandedRecord extends Ended {
  readonly step: ScenarioRecord;
  readonly actor: Actor;
  /** Seconds since 1970. */
  readonly occurredAt: number;
  /** Its number in the history of each of the goods that it is about. */
  readonly sequences: ReadonlyMap<string, number>;
}

/** An item that was activated, or refused as it had to be. */
export interface LandedActivation extends Ended {
  readonly step: ScenarioActivation;
}

export type Landed = LandedRecord | LandedActivation;

/** Whether somebody who is no party sent it. */
export function isRelayed(landed: Landed): boolean {
  return !("actor" in landed) || landed.actor.writer.how === "passkey";
}

/**
 * Plays the steps of the journey in their order, each with its own party's key.
 *
 * @param onLanded Told each step as it lands.
 * @throws WaymarkError at the first one that the ledger refuses, or takes though it had to refuse it, naming the step's
 * place in the file.
 */
export async function playSteps(
  scenario: Scenario,
  stage: Stage,
  cast: Cast,
  goods: Goods,
  onLanded: (landed: Landed) => void,
): Promise<void> {
  const recorder = new Recorder(stage, cast, goods);
  for (const step of scenario.steps) {
    if (step.type === "Activation") {
      const ended = await end(step, () => act(step.path, () => activate(stage, goods, step)));
      onLanded({ step, ...ended });
      continue;
    }
    const ended = await end(step, () => recorder.write(step));
    const sequences = new Map<string, number>();
    for (const name of subjectsOf(step)) sequences.set(name, await sequenceOf(stage, goods, name));
    if (ended.refusal === undefined) recorder.remember(step, sequences);
    const occurredAt = stage.now - step.secondsAgo;
    onLanded({ step, actor: actorOf(cast, step.by), occurredAt, sequences, ...ended });
  }
}

async function sequenceOf({ client }: Stage, goods: Goods, name: string): Promise<number> {
  return Number((await client.ledger.consignmentOf(idOf(goods, name))).sequence);
}

/** Does a step, which ends as the scenario expects, or not at all. */
async function end({ path, refused }: ScenarioStep, run: () => Promise<bigint>): Promise<Ended> {
  if (refused === undefined) return { gas: await run() };
  try {
    await run();
  } catch (error) {
    if (!(error instanceof FatalError) || error.name !== refused) throw error;
    return { gas: 0n, refusal: error.message.replace(`${path}: `, "") };
  }
  throw new FatalError({
    name: "ExpectationUnmet",
    message: `${path}: the ledger took it, and should have refused it with ${refused}.`,
    toDo: "Leave out `refused` where the step is right, or change what comes before it.",
    values: { path },
  });
}

import { Performer } from "./performer.js";
import { Recorder } from "./recorder.js";
import type { Scenario } from "./scenario.js";
import { actorOf, end, idOf, unmet, type Actor, type Cast, type Ended, type Goods, type Stage } from "./stage.js";
import { subjectsOf, type ScenarioAct, type ScenarioRecord } from "./steps.js";
import { compare, itemFindings } from "./verdicts.js";

/** A record of the scenario that the ledger took, or refused as it had to; or one that was signed and kept. */
export interface LandedRecord extends Ended {
  readonly step: ScenarioRecord;
  readonly actor: Actor;
  /** Seconds since 1970. */
  readonly occurredAt: number;
  /** Its number in the history of each of the goods that it is about; none before it is sent. */
  readonly sequences: ReadonlyMap<string, number>;
}

/** An act that was done, or refused as it had to be. */
export interface LandedAct extends Ended {
  readonly step: ScenarioAct;
}

export type Landed = LandedRecord | LandedAct;

/** Whether somebody who is no party sent it. */
export function isRelayed(landed: Landed): boolean {
  if ("actor" in landed) return landed.actor.writer.isRelayed;
  return landed.step.type === "Activation" || landed.step.type === "Relay";
}

/**
 * Plays the steps of the journey in their order, each with its own party's key, and each at its time where the clock moves.
 *
 * @param onLanded Told each step as it lands.
 * @throws WaymarkError at the first one that the ledger refuses, or takes though it had to refuse it, or that leads elsewhere
 * than the scenario says, naming the step's place in the file.
 */
export async function playSteps(
  scenario: Scenario,
  stage: Stage,
  cast: Cast,
  goods: Goods,
  onLanded: (landed: Landed) => void,
): Promise<void> {
  const recorder = new Recorder(stage, cast, goods);
  const performer = new Performer(stage, cast, goods, recorder);
  const { clock } = stage;
  for (const step of scenario.steps) {
    if (step.doneAgo !== undefined) await clock.reach(clock.end - step.doneAgo);
    if (step.type === "Record") onLanded(await record(step));
    else onLanded(await perform(step));
  }

  async function record(step: ScenarioRecord): Promise<LandedRecord> {
    const told = { step, actor: actorOf(cast, step.by), occurredAt: clock.end - step.secondsAgo };
    if (step.offline) {
      await recorder.keep(step);
      return { ...told, sequences: new Map(), gas: 0n };
    }
    const ended = await end(step, () => recorder.write(step));
    const sequences = await (ended.refusal === undefined ? recorder.landed(step) : recorder.sequencesOf(step));
    await checkStates(step, stage, goods);
    return { ...told, sequences, ...ended };
  }

  async function perform(step: ScenarioAct): Promise<LandedAct> {
    if (step.type === "Scan") {
      compare(step.tells, await itemFindings(stage, goods, step), `The shopper who scans ${step.item}`);
      return { step, gas: 0n };
    }
    const ended = await end(step, () => performer.do(step));
    if (step.type === "Relay" && ended.refusal === undefined) await recorder.landed(step.record);
    return { step, ...ended };
  }
}

/** What a step must lead to, it leads to. */
async function checkStates(step: ScenarioRecord, { client }: Stage, goods: Goods): Promise<void> {
  if (step.leadsTo.length === 0) return;
  for (const name of subjectsOf(step)) {
    const { movement, customs } = await client.consignments.state(idOf(goods, name));
    const missing = step.leadsTo.filter((state) => state !== movement && state !== customs);
    if (missing.length > 0) {
      throw unmet(
        `${step.path}.leadsTo`,
        `it should lead to ${missing.join(" and ")}, and ${name} is ${movement} with customs ${customs}.`,
        "Change what it should lead to, or what comes before it.",
      );
    }
  }
}

import { RetryableError, WaymarkError } from "../../sdk/errors.js";
import { admitParties } from "./admit.js";
import { makeGoods } from "./makeGoods.js";
import { playSteps } from "./playSteps.js";
import type { Scenario } from "./scenario.js";
import type { Ended, Stage } from "./stage.js";
import { compareVerdicts, readVerdicts, type Told } from "./verdicts.js";

/** How a scenario ended. */
export interface Played {
  readonly name: string;
  /** Why it did not end as it says: the first thing that differs, and what to do; undefined when it did. */
  readonly failure: { readonly name: string; readonly message: string; readonly toDo: string } | undefined;
  /** Steps that ended as they say. */
  readonly steps: number;
  /** How many of them were refused, as they had to be; so were what could not be made. */
  readonly refused: number;
  /** What is told of all goods in the end; empty when it did not come to that. */
  readonly verdicts: ReadonlyMap<string, Told>;
  /** Of everything, admission included. */
  readonly gas: bigint;
}

/**
 * Plays a scenario from the admission of its parties to the verdicts.
 *
 * @param onProgress Told what is going on, such as "records[3]".
 * @returns How it ended, also when that is not as it says.
 * @throws RetryableError when the chain is not reached.
 */
export async function playScenario(
  scenario: Scenario,
  stage: Stage,
  onProgress: (what: string) => void,
): Promise<Played> {
  let [steps, refused, gas] = [0, 0, 0n];
  const count = (ended: Ended): void => {
    gas += ended.gas;
    if (ended.refusal !== undefined) refused += 1;
  };
  const ended = (told: Partial<Played>): Played => {
    return { name: scenario.name, failure: undefined, verdicts: new Map(), steps, refused, gas, ...told };
  };

  try {
    onProgress("admitting the parties");
    const { cast, gas: admission } = await admitParties(scenario, stage, () => undefined);
    gas += admission;
    const goods = await makeGoods(scenario, stage, cast, (made) => {
      count(made);
      onProgress(made.what);
    });
    await playSteps(scenario, stage, cast, goods, (landed) => {
      steps += 1;
      count(landed);
      onProgress(`step ${steps} of ${scenario.steps.length}`);
    });
    onProgress("verifying");
    const verdicts = await readVerdicts(stage, goods);
    compareVerdicts(scenario, verdicts);
    return ended({ verdicts });
  } catch (caught) {
    if (!(caught instanceof WaymarkError) || caught instanceof RetryableError) throw caught;
    const { name, message, toDo } = caught;
    return ended({ failure: { name, message, toDo } });
  }
}

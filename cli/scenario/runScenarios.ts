import { FatalError } from "../../sdk/errors.js";
import { clockFor, requireMovable } from "./clock.js";
import { playScenario, type Played } from "./playScenario.js";
import type { Scenario } from "./scenario.js";
import type { Venue } from "./venue.js";

/** A scenario that was played, and how long that took. */
export interface Run extends Played {
  readonly file: string;
  readonly seconds: number;
}

/** A scenario and the file that it was read from. */
export interface ScenarioFile {
  readonly file: string;
  readonly scenario: Scenario;
}

/**
 * Plays scenarios one after another, none of which meets what another left: before each but the first the chain goes back to
 * where it was. What the last one wrote stays on the chain.
 *
 * @param onProgress Told which one is played, and what is going on in it.
 * @throws FatalError "ClockFixed" or "SnapshotMissing" when the chain cannot do what they need, before anything is written.
 */
export async function runScenarios(
  files: readonly ScenarioFile[],
  { provider, client, actorsFor }: Venue,
  onProgress: (file: string, what: string) => void,
): Promise<Run[]> {
  if (files.some(({ scenario }) => scenario.clockMoves)) await requireMovable(provider);
  const snapshot = async (): Promise<string> => String(await provider.send("evm_snapshot", []));
  const runs: Run[] = [];
  let start = files.length > 1 ? await snapshot().catch(snapshotMissing) : "";
  for (const { file, scenario } of files) {
    if (runs.length > 0) {
      await provider.send("evm_revert", [start]);
      // A snapshot is good for going back once.
      start = await snapshot();
    }
    const began = performance.now();
    const clock = await clockFor(scenario, provider);
    const stage = { client, clock, ...(await actorsFor(scenario)) };
    const played = await playScenario(scenario, stage, (what) => {
      onProgress(file, what);
    });
    runs.push({ file, ...played, seconds: (performance.now() - began) / 1_000 });
  }
  return runs;
}

function snapshotMissing(cause: unknown): never {
  throw new FatalError({
    name: "SnapshotMissing",
    message: "This chain cannot go back (evm_snapshot), and scenarios would meet each other's parties on it.",
    toDo: "Name one file, or play them on a local chain, as without --rpc.",
    cause,
  });
}

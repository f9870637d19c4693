import { globalOptions } from "hardhat";

import { exitCodeOf } from "../../cli/exitCodeOf.js";
import { explainFailure } from "./explainFailure.js";

/**
 * Runs a script of Hardhat's, tells its failure in one sentence with what to do, and sets the exit code, which is that of the
 * `waymark` command.
 */
export async function runScript(main: () => Promise<unknown>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const failure = explainFailure(error, globalOptions.network);
    const { name, message, toDo, values } = failure;
    process.exitCode = exitCodeOf(failure);
    if (process.send === undefined) console.error(`Error: ${message} ${toDo}`);
    else await tellParent({ failed: { name, message, toDo, values } });
  }
}

/** What came of the script, for the command that has started it; nothing where a person has. */
export async function tellParent(outcome: object): Promise<void> {
  if (process.send === undefined) return;
  await new Promise<void>((resolve) => {
    process.send?.(outcome, undefined, undefined, () => {
      resolve();
    });
  });
}

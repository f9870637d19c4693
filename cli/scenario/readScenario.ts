import { readFile } from "node:fs/promises";

import { FatalError } from "../../sdk/errors.js";
import { parseScenario } from "./parse.js";
import type { Scenario } from "./scenario.js";

/**
 * Reads a scenario from its file.
 *
 * @param example How to name a file that is there, for who named another.
 * @throws FatalError "ScenarioUnreadable", or as `parseScenario`.
 */
export async function readScenario(file: string, example: string): Promise<Scenario> {
  let yaml: string;
  try {
    yaml = await readFile(file, "utf8");
  } catch (error) {
    throw new FatalError({
      name: "ScenarioUnreadable",
      message: `The scenario file ${file} cannot be read.`,
      toDo: `Name a file that is there, as in ${example}.`,
      cause: error,
    });
  }
  return parseScenario(yaml);
}

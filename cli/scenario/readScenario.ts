import { readFile } from "node:fs/promises";

import { UsageError } from "../usageError.js";
import { parseScenario } from "./parse.js";
import type { Scenario } from "./scenario.js";

/**
 * Reads a scenario from its file.
 *
 * @param example How to name a file that is there, for who named another.
 * @throws UsageError "ScenarioUnreadable", or as `parseScenario`.
 */
export async function readScenario(file: string, example: string): Promise<Scenario> {
  let yaml: string;
  try {
    yaml = await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(
      "ScenarioUnreadable",
      `The scenario file ${file} cannot be read.`,
      `Name a file that is there, as in ${example}.`,
      { cause: error },
    );
  }
  return parseScenario(yaml);
}

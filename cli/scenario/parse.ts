import { parseDocument } from "yaml";

import { UsageError } from "../usageError.js";
import { Field } from "./field.js";
import { parseExpected } from "./parseExpected.js";
import { parseThings } from "./parseGoods.js";
import { parseParties, partyIn, type Parties } from "./parseParties.js";
import { parseSteps } from "./parseSteps.js";
import { countryIn, rolesIn } from "./parseTerms.js";
import type { Scenario, ScenarioMandate, ScenarioTerritory } from "./scenario.js";

/**
 * Reads a scenario file. What the file alone can tell is checked here, so that a slip of the pen is named by its place in
 * the file; whether the journey itself is right, the ledger judges when it is played.
 *
 * @param yaml Text of the file, YAML 1.2.
 * @throws UsageError "ScenarioInvalid" naming the path, what is wrong there and what to do.
 * @example parseScenario(await readFile("scenarios/infant-formula.yaml", "utf8"))
 */
export function parseScenario(yaml: string): Scenario {
  const file = new Field("", valueOf(yaml)).only(
    ...(["name", "clock", "territories", "parties", "mandates", "product", "products", "batch", "batches"] as const),
    ...(["consignment", "consignments", "container", "containers", "records", "expect"] as const),
  );

  const parties = parseParties(file.parties);
  const clockMoves = file.clock.isPresent && file.clock.oneOf(["moves", "stands still"]) === "moves";
  const things = parseThings(file, parties);
  const { steps, goods } = parseSteps(file.records, { parties, clockMoves, ...things });
  return {
    name: file.name.text(),
    clockMoves,
    territories: file.territories.isPresent ? file.territories.items().map(parseTerritory) : [],
    parties,
    mandates: file.mandates.isPresent ? file.mandates.items().map((mandate) => parseMandate(mandate, parties)) : [],
    ...things,
    steps,
    expected: file.expect.isPresent ? parseExpected(file.expect, goods) : new Map(),
  };
}

/** What a text in YAML says. */
function valueOf(yaml: string): unknown {
  const document = parseDocument(yaml, { logLevel: "error" });
  const [problem] = document.errors;
  if (problem?.code === "MULTIPLE_DOCS") {
    throw new UsageError(
      "ScenarioInvalid",
      "The file holds several scenarios, each after a line ---.",
      "Keep one scenario a file.",
      { cause: problem },
    );
  }
  if (problem !== undefined)
    throw noYaml(problem, "Compare the line with its neighbours: indentation, quotes, brackets.");
  try {
    return document.toJS();
  } catch (error) {
    // An alias that names no anchor before it, or that repeats more than a scenario can need.
    throw noYaml(
      error,
      "Write the value itself in place of the alias, the word after *; quote a text that begins with *.",
    );
  }
}

/** The error that gives the parser's first sentence. */
function noYaml(cause: unknown, toDo: string): UsageError {
  const [sentence = ""] = cause instanceof Error ? cause.message.split("\n", 1) : [];
  const message = `The scenario is no YAML: ${sentence.replace(/[:.]$/, "")}.`;
  return new UsageError("ScenarioInvalid", message, toDo, { cause });
}

function parseTerritory(field: Field): ScenarioTerritory {
  const { code, countries, customsLive } = field.only("code", "countries", "customsLive");
  return { code: countryIn(code), countries: countries.items().map(countryIn), customsLive: customsLive.flag() };
}

function parseMandate(field: Field, parties: Parties): ScenarioMandate {
  const { from, to, roles } = field.only("from", "to", "roles");
  return { from: partyIn(from, parties), to: partyIn(to, parties), roles: rolesIn(roles) };
}

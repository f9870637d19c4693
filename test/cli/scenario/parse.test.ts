import { readFile } from "node:fs/promises";

import { expect } from "chai";
import fc from "fast-check";

import { parseScenario } from "../../../cli/scenario/parse.js";
import { shippedScenarios } from "../../../cli/scenario/shipped.js";
import { UsageError } from "../../../cli/usageError.js";
import { WRONG_SCENARIOS } from "./wrongScenarios.js";

const FILE = new URL("../../../scenarios/infant-formula.yaml", import.meta.url);

/** The error with which a text is refused. */
function refusalOf(yaml: string): UsageError {
  try {
    parseScenario(yaml);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}

describe("parseScenario", () => {
  for (const { what, from, to, sentence } of WRONG_SCENARIOS) {
    it(`refuses ${what}, saying where and what to do`, async () => {
      const yaml = await readFile(FILE, "utf8");
      expect(yaml, `"${from}" in the scenario`).to.include(from);

      // Of steps that differ in their end alone the first is meant.
      const { name, message, toDo } = refusalOf(yaml.replace(from, to));
      expect(name).to.equal("ScenarioInvalid");
      if (typeof sentence === "string") expect(message).to.include(sentence);
      else expect(message).to.match(sentence);
      expect(toDo).to.match(/\S.*\.$/);
    });
  }

  it("reads a file with lines lost or doubled, or says what is wrong with it; it never breaks", async () => {
    const files = await Promise.all((await shippedScenarios()).map((file) => readFile(file, "utf8")));
    const damaged = fc.record({
      lines: fc.constantFrom(...files).map((yaml) => yaml.split("\n")),
      at: fc.nat(),
      copies: fc.constantFrom(0, 2),
    });
    fc.assert(
      fc.property(damaged, ({ lines, at, copies }) => {
        const index = at % lines.length;
        const yaml = lines.flatMap((line, i) => (i === index ? Array<string>(copies).fill(line) : [line])).join("\n");
        try {
          parseScenario(yaml);
        } catch (error) {
          expect(error).to.be.instanceOf(UsageError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

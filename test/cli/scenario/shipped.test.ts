import { readFile } from "node:fs/promises";
import { basename } from "node:path";

import { expect } from "chai";

import { openLocalVenue } from "../../../cli/scenario/localVenue.js";
import { parseScenario } from "../../../cli/scenario/parse.js";
import { runScenarios, type Run } from "../../../cli/scenario/runScenarios.js";
import { shippedScenarios } from "../../../cli/scenario/shipped.js";
import { STARTING_SCENARIO } from "../../../cli/scenario/startingScenario.js";

const JOURNEYS = new URL("../../../docs/journeys.md", import.meta.url);

const REFERENCE = new URL("../../../docs/scenarios.md", import.meta.url);

/** The scenarios that a document shows. */
async function shownIn(document: URL): Promise<string[]> {
  return [...(await readFile(document, "utf8")).matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml]) => yaml!);
}

const shipped = await shippedScenarios();
const files = [
  ...(await Promise.all(
    shipped.map(async (file) => ({ file, scenario: parseScenario(await readFile(file, "utf8")) })),
  )),
  { file: "what `scenario new` writes", scenario: parseScenario(STARTING_SCENARIO) },
  ...(await shownIn(REFERENCE)).map((yaml) => ({
    file: "what docs/scenarios.md shows",
    scenario: parseScenario(yaml),
  })),
];

describe("the scenarios of this release", function () {
  this.timeout(600_000);
  let runs: readonly Run[];

  before("are played one after another on a chain of their own", async () => {
    const venue = await openLocalVenue(
      files.map(({ scenario }) => scenario),
      () => undefined,
    );
    try {
      runs = await runScenarios(files, venue, () => undefined);
    } finally {
      await venue.close();
    }
  });

  for (const { file, scenario } of files) {
    it(`ends as it says: ${basename(file, ".yaml")}`, () => {
      const run = runs.find((one) => one.file === file)!;
      expect(run.failure).to.equal(undefined);
      expect(run.steps).to.equal(scenario.steps.length);
      // All that is told is expected: nobody is told what the file does not say.
      expect([...run.verdicts.keys()]).to.include.members([...scenario.expected.keys()]);
      for (const [name, { verdict }] of run.verdicts) {
        if (!scenario.expected.has(name)) expect(scenario.containers.has(name), `${name} is told of`).to.equal(true);
        expect(verdict, name).not.to.equal("altered");
      }
    });
  }

  it("tell every journey of docs/journeys.md, which names the file of each", async () => {
    const chapters = (await readFile(JOURNEYS, "utf8")).split(/^## (?=\d+\. )/m).slice(1);
    expect(chapters.length).to.equal(17);
    const named = new Set<string>();
    for (const chapter of chapters) {
      const links = [...chapter.matchAll(/\]\(\.\.\/scenarios\/([a-z-]+\.yaml)\)/g)].map(([, name]) => name!);
      expect(links, chapter.split("\n", 1)[0]).not.to.be.empty;
      for (const name of links) named.add(name);
    }
    expect(shipped.map((file) => basename(file))).to.include.members([...named]);
  });
});

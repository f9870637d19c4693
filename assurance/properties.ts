/** `npm run deep -- properties`: the properties that tests state in TypeScript, on other cases than a test run tries. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import type { Work } from "../scripts/runNamed.js";
import { Journal } from "./journal.js";
import { writeReport } from "./report.js";

const ROOT = join(import.meta.dirname, "..");
const COMMAND = "npm run deep -- properties";
const SEEDS = 10;

/** A run of all suites with one seed. */
interface Run {
  readonly seed: number;
  readonly passed: number;
}

const work: Work = {
  summary: `the properties that tests state, each on the cases of ${String(SEEDS)} other seeds: [--again] [--seeds N]`,
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: { again: { type: "boolean", default: false }, seeds: { type: "string", default: String(SEEDS) } },
    });
    const count = Number(values.seeds);
    if (!Number.isSafeInteger(count) || count < 1) {
      process.stderr.write(`--seeds "${values.seeds}" is no number of seeds: write a whole number from 1 on.\n`);
      return 2;
    }
    const suites = await propertySuites();
    const journal = await Journal.open<Run>("properties", keyOfTree(), values.again);
    // Seed 1 is what a test run tries.
    for (let seed = 2; seed < count + 2; seed++) {
      if (journal.entries.some((run) => run.seed === seed)) continue;
      process.stdout.write(`Seed ${seed}, ${seed - 1} of ${count}\n`);
      const passed = runWith(seed, suites);
      if (passed === undefined) return 1;
      await journal.add({ seed, passed });
    }
    process.stdout.write(
      `${await writeReport("properties", "Properties", COMMAND, bodyOf(journal.entries, suites))}\n`,
    );
    return 0;
  },
};
export default work;

/** Runs the suites, telling what fails, and how to run it again. Undefined when something fails. */
function runWith(seed: number, suites: readonly string[]): number | undefined {
  const command = [join(ROOT, "scripts", "bootstrap.mjs"), "hardhat", "test", "mocha", ...suites];
  const env = { ...process.env, WAYMARK_SEED: String(seed) };
  const { status, stdout } = spawnSync(process.execPath, command, { cwd: ROOT, env, encoding: "utf8" });
  const passed = Number(/^ *(\d+) passing/m.exec(stdout)?.[1] ?? 0);
  if (status === 0 && passed > 0) return passed;
  process.stderr.write(`${stdout}\nSeed ${seed} failed. Again: WAYMARK_SEED=${seed} npx hardhat test mocha FILE\n`);
  return undefined;
}

/** The suites that state a property. */
async function propertySuites(): Promise<string[]> {
  const files = (await readdir(join(ROOT, "test"), { recursive: true })).filter((file) => file.endsWith(".test.ts"));
  const stating = files.map(async (file) => {
    const text = await readFile(join(ROOT, "test", file), "utf8");
    return text.includes("fc.assert(") ? [join("test", file)] : [];
  });
  return (await Promise.all(stating)).flat().sort();
}

/** What results depend on: all that is under version control, as it stands now. */
function keyOfTree(): string {
  const git = (...args: string[]): string => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" });
  const tree = git("rev-parse", "HEAD^{tree}") + git("diff", "HEAD", "--", ".", ":!docs");
  return createHash("sha256").update(tree).digest("hex").slice(0, 16);
}

function bodyOf(runs: readonly Run[], suites: readonly string[]): string {
  const tests = runs.reduce((sum, { passed }) => sum + passed, 0);
  const links = suites.map((suite) => `- [${suite.slice("test/".length)}](../../${suite})`);
  return `**${tests.toLocaleString("en")} runs of tests with the cases of ${runs.length} seeds: none failed.**

A property is stated for all inputs, and tried on those that [fast-check](https://fast-check.dev) draws from a seed. A test run
draws from the same seed every time, so that it judges a change and not luck; these drew from seeds
${runs.map(({ seed }) => seed).join(", ")}. The tests of the same suites that draw nothing ran with them.

${links.join("\n")}
`;
}

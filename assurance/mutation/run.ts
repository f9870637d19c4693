import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { npmFilesToBuild } from "../../hardhat.config.js";
import type { Work } from "../../scripts/runNamed.js";
import { writeReport } from "../report.js";
import { solidityFiles, soliditySuites, suites } from "../solidity/suites.js";
import { ONLY_ALIVE } from "./dead.js";
import { EQUIVALENTS } from "./equivalents.js";
import { forgetManifest, readManifest } from "./manifest.js";
import type { Mutant } from "./mutant.js";
import { isTriedBy, pointsOf, Reached } from "./reach.js";
import { keyOfSources, openRecords } from "./records.js";
import { body, complaintsOf } from "./report.js";
import { tally, type Tallied } from "./tally.js";

const ROOT = join(import.meta.dirname, "..", "..");
const BUILT = join(ROOT, "cache", "mutation", "built");
const AGAIN = 75;

/** `npm run deep -- mutation`. */
export const mutation: Work = {
  summary:
    "tests notice when the contracts are changed: [--again] [--tests N] [--minutes N] [--suite FILE] [--steps N] [--alive] [--libraries] [--list]",
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        again: { type: "boolean", default: false },
        /** How many tests of each suite may try a mutant: more for those that survive; 0 = those that killed its neighbours. */
        tests: { type: "string", default: "8" },
        minutes: { type: "string", default: "600" },
        /** Only this suite tries mutants: the one that should notice, with more tests than others need. */
        suite: { type: "string" },
        /** Random calls in which the model tries what survives the suites; 0 leaves it out. */
        steps: { type: "string", default: "250" },
        /** Builds only what is still alive: once most are dead, all tests run several times as fast. */
        alive: { type: "boolean", default: false },
        /** Only what the Solidity suites tell of the libraries. */
        libraries: { type: "boolean", default: false },
        /** Only tells what is left alive. */
        list: { type: "boolean", default: false },
      },
    });
    await openRecords(values.again);
    const until = Date.now() + Number(values.minutes) * 60_000;
    if (!values.list) await tryMutants(values.tests, until, values);
    const tallied = await result();
    const { refused } = await readManifest();
    for (const { mutant, fate, equivalent } of tallied) {
      if (fate === "killed" || equivalent !== undefined) continue;
      const { file, line, place, original, mutated } = mutant;
      process.stdout.write(
        `${fate}: ${file}:${line} in ${place}: ${original} → ${mutated === "" ? "nothing" : mutated}\n`,
      );
    }
    const complaints = complaintsOf(tallied, EQUIVALENTS);
    for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
    if (values.list) return 0;
    const text = body(tallied, refused.length, EQUIVALENTS);
    process.stdout.write(
      `Written to ${await writeReport("mutation", "Mutation", "npm run deep -- mutation", text)}.\n`,
    );
    return complaints.length === 0 ? 0 : 1;
  },
};

/** The Solidity suites first: they need only the libraries, which compile in a minute, and are the strictest on them. */
async function tryMutants(
  limit: string,
  until: number,
  { alive, libraries, steps, suite }: { alive: boolean; libraries: boolean; steps: string; suite?: string },
): Promise<void> {
  if (!alive) {
    await build("libraries", await soliditySuites());
    if ((await node("propertyWorker.ts", [String(until)])) !== 0)
      throw new Error("The Solidity suites do not run; see above.");
  }
  if (libraries || Date.now() > until) return;
  await build(alive ? "alive" : "all", [...npmFilesToBuild.map((file) => `npm:${file}`), ...(await solidityFiles())]);
  // What the tests reach decides who tries what, so all of it is recorded first.
  await onAllCores("worker.ts", ["record", limit, String(until)]);
  await onAllCores("worker.ts", ["try", limit, String(until)], suite === undefined ? [] : [suite]);
  if (steps !== "0") await onAllCores("modelWorker.ts", [steps, String(until)]);
}

/** Shares the work out among as many processes as the machine has cores. */
async function onAllCores(file: string, before: readonly string[], after: readonly string[] = []): Promise<void> {
  const cores = availableParallelism();
  const codes = Array.from({ length: cores }, async (_, share) => {
    let code = AGAIN;
    while (code === AGAIN) code = await node(file, [...before, String(share), String(cores), ...after]);
    return code;
  });
  const failed = (await Promise.all(codes)).find((code) => code !== 0);
  if (failed !== undefined) throw new Error(`${file} ends with ${String(failed)}; see above.`);
}

/** Builds unless the last build was this one, of these sources. */
async function build(what: "libraries" | "all" | "alive", files: readonly string[]): Promise<void> {
  const wanted = await keyOfSources();
  const [built, key] = (await readFile(BUILT, "utf8").catch(() => "")).split(" ");
  if (key === wanted && (built === what || (built === "all" && what === "libraries"))) return;
  if (key !== wanted) await forgetManifest();
  if ((await node("build.ts", files, what === "alive" ? { [ONLY_ALIVE]: "yes" } : {})) !== 0)
    throw new Error("The contracts do not build with their mutants; see above.");
  await writeFile(BUILT, `${what} ${wanted}`);
}

/** Runs a part in a process of its own, with Hardhat configured for mutants. */
async function node(file: string, args: readonly string[], more: Record<string, string> = {}): Promise<number> {
  const config = join(import.meta.dirname, "hardhat.config.ts");
  const env = { ...process.env, HARDHAT_CONFIG: config, NODE_ENV: "test", ...more };
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, file), ...args], {
    cwd: ROOT,
    env,
    stdio: "inherit",
  });
  return await new Promise((resolve) => {
    child.on("exit", (code, signal) => {
      if (signal !== null) process.stderr.write(`${file} was ended by ${signal}.\n`);
      resolve(code ?? 1);
    });
  });
}

async function result(): Promise<Tallied[]> {
  const { mutants } = await readManifest();
  const { entries } = await openRecords();
  const points = pointsOf(mutants);
  const reached = new Map<string, Reached>();
  const tried = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === "reach") reached.set(entry.suite, new Reached(entry.tests, points));
    if (entry.kind === "passed") tried.add(`${entry.suite} ${entry.mutant}`);
  }
  const all = await suites();
  const isPending = (mutant: Mutant): boolean =>
    all.some((suite) => {
      if (!isTriedBy(suite, mutant)) return false;
      const reach = reached.get(suite);
      return reach === undefined || (reach.reaching(mutant.point, 1).size > 0 && !tried.has(`${suite} ${mutant.id}`));
    });
  return tally(mutants, entries, isPending, EQUIVALENTS);
}

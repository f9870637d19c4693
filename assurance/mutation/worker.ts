/**
 * The process that tries the mutants: `worker.ts LIMIT UNTIL`, with the number of tests of each suite that may try one, and
 * when to stop. Ends with 75 to be started again, because what it holds can no longer be trusted.
 */
import { join } from "node:path";

import { suites } from "../solidity/suites.js";
import { bringToLife, takeReached } from "./life.js";
import { readManifest } from "./manifest.js";
import { isTriedBy, packPoints, pointsOf, Reached, type Reach } from "./reach.js";
import { openRecords, type Found } from "./records.js";
import { Suite, type Ran } from "./suite.js";

const TIMEOUT = 20_000;
const AGAIN = 75;
/** Mutants whose deaths are confirmed together. */
const BATCH = 50;

interface Attempt {
  readonly id: number;
  readonly tests: ReadonlySet<string>;
}

const [limit = 8, until = Infinity] = process.argv.slice(2).map(Number);
const records = await openRecords();
const { mutants } = await readManifest();
const points = pointsOf(mutants);

process.exitCode = await work();
// Chains keep a process alive.
process.exit();

async function work(): Promise<number> {
  for (const file of await suites()) {
    const known = records.entries.some((entry) => entry.kind === "reach" && entry.suite === file);
    if (known && leftFor(file).length === 0) continue;
    if (Date.now() > until) return 0;
    const suite = await Suite.load(join(import.meta.dirname, "..", "..", file), TIMEOUT);
    if (!known) await record(suite, file);
    for (let left = leftFor(file); left.length > 0; left = leftFor(file)) {
      if (Date.now() > until) return 0;
      if (!(await tryAll(suite, file, left.slice(0, BATCH)))) return AGAIN;
    }
  }
  return 0;
}

/** Which tests reach what, and what they take. */
async function record(suite: Suite, file: string): Promise<void> {
  await bringToLife("recording");
  takeReached();
  const reached: Reach[] = [];
  const failed = new Set<string>();
  await suite.run(undefined, false, ({ title, failed: isFailed, milliseconds }) => {
    if (isFailed) failed.add(title);
    reached.push({ title, milliseconds: Math.round(milliseconds), points: packPoints(takeReached(), points) });
  });
  await bringToLife(0);
  // A probe is a call, which some tests notice: what counts is whether they pass without it.
  const sound = failed.size === 0 ? [] : await suite.run(failed);
  for (const { title, failed: isFailed } of sound) {
    if (isFailed) await records.add({ kind: "unsound", suite: file, test: title });
  }
  await records.add({ kind: "reach", suite: file, tests: reached });
}

/** The mutants that the suite has not tried yet, with the tests to try them with. */
function leftFor(file: string): Attempt[] {
  const done = new Set<number>();
  const unsound = new Set<string>();
  let tests: readonly Reach[] = [];
  for (const entry of records.entries) {
    if (entry.kind === "killed") done.add(entry.mutant);
    else if (entry.suite !== file) continue;
    else if (entry.kind === "passed" && entry.limit >= limit) done.add(entry.mutant);
    else if (entry.kind === "unsound") unsound.add(entry.test);
    else if (entry.kind === "reach") tests = entry.tests;
  }
  const reached = new Reached(
    tests.filter(({ title }) => !unsound.has(title)),
    points,
  );
  return mutants
    .filter((mutant) => !done.has(mutant.id) && isTriedBy(file, mutant))
    .map(({ id, point }) => ({ id, tests: reached.reaching(point, limit) }))
    .filter(({ tests: chosen }) => chosen.size > 0);
}

/**
 * Tries mutants one by one. A death counts only if the test that failed passes afterwards without any mutant.
 *
 * @returns false when one fails: then something outlives the tests in this process.
 */
async function tryAll(suite: Suite, file: string, attempts: readonly Attempt[]): Promise<boolean> {
  const found: Found[] = [];
  const killers = new Set<string>();
  for (const { id, tests } of attempts) {
    await bringToLife(id);
    const failure = failuresOf(await suite.run(tests, true))[0];
    if (failure !== undefined) killers.add(failure);
    found.push(
      failure === undefined
        ? { kind: "passed", mutant: id, suite: file, limit }
        : { kind: "killed", mutant: id, suite: file, test: failure },
    );
  }
  await bringToLife(0);
  const unsound = killers.size === 0 ? [] : failuresOf(await suite.run(killers));
  for (const test of unsound) await records.add({ kind: "unsound", suite: file, test });
  if (unsound.length > 0) return false;
  for (const entry of found) await records.add(entry);
  return true;
}

function failuresOf(ran: readonly Ran[]): string[] {
  return ran.filter(({ failed }) => failed).map(({ title }) => title);
}

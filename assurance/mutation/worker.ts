/**
 * A process that tries mutants: `worker.ts record|try LIMIT UNTIL SHARE OF [SUITE]`, with the number of tests of each suite
 * that may try one (0 = only those that killed mutants of the same function), when to stop, which share of the work is its
 * own (0 to OF - 1), and the only suite that tries any. What tests reach must be recorded whole before any mutant is tried.
 * Ends with 75 to be started again, because what it holds can no longer be trusted.
 */
import { totalmem } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { suites } from "../solidity/suites.js";
import { bringToLife, settled, takeReached } from "./life.js";
import { readManifest } from "./manifest.js";
import type { Mutant } from "./mutant.js";
import { isTriedBy, packPoints, pointsOf, Reached, type Reach } from "./reach.js";
import { openRecords, type Found } from "./records.js";
import { Suite, type Ran } from "./suite.js";

const TIMEOUT = 60_000;
const AGAIN = 75;
/** Tests that killed neighbours of a mutant and try it too, besides those that the limit lets. */
const LIKELY = 6;
/** Mutants whose deaths are confirmed together. */
const BATCH = 20;

interface Attempt {
  readonly id: number;
  readonly tests: ReadonlySet<string>;
}

const [task] = process.argv.slice(2);
const [limit = 8, until = Infinity, share = 0, of = 1] = process.argv.slice(3, 7).map(Number);
const only = process.argv[7];
/** Bytes of memory after which this process is started anew: it holds on to every chain. */
const mostMemory = totalmem() / 2 / of;
/** Bytes that a loop without end would go beyond, were it not stopped: Hardhat keeps a trace of every step. */
const allMemory = (totalmem() * 0.8) / of;
const records = await openRecords();
const { mutants } = await readManifest();
const points = pointsOf(mutants);

const loaded = new Map<string, Suite>();

// What a test began before it failed may fail after it: nobody waits for that.
for (const late of ["uncaughtException", "unhandledRejection"]) process.on(late, () => undefined);

const overflow = untilOverflow();
process.exitCode = await (task === "record" ? recordAll() : work()).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  return 1;
});
// Chains keep a process alive.
process.exit();

/** Once: a module that is imported again says nothing of its tests. */
async function load(file: string): Promise<Suite> {
  const suite = loaded.get(file) ?? (await Suite.load(join(import.meta.dirname, "..", "..", file), TIMEOUT));
  loaded.set(file, suite);
  return suite;
}

async function recordAll(): Promise<number> {
  for (const [index, file] of (await suites()).entries()) {
    if (index % of !== share) continue;
    if (records.entries.some((entry) => entry.kind === "reach" && entry.suite === file)) continue;
    if (Date.now() > until) break;
    await record(await load(file), file);
    if (isFull()) return AGAIN;
  }
  return 0;
}

async function untilOverflow(): Promise<undefined> {
  while (process.memoryUsage.rss() < allMemory) await sleep(100);
  return undefined;
}

function isFull(): boolean {
  return process.memoryUsage.rss() > mostMemory;
}

/**
 * Each mutant goes first to the suite that killed most of its neighbours, then to those named after its contract, then to the
 * one whose test reaches least besides it.
 */
async function work(): Promise<number> {
  const files = (await suites()).filter((file) => only === undefined || file === only);
  for (let next = leftFor(files); next.size > 0; next = leftFor(files)) {
    for (const [file, attempts] of next) {
      const suite = await load(file);
      for (let from = 0; from < attempts.length; from += BATCH) {
        if (Date.now() > until) return 0;
        process.stdout.write(`${file}: ${from} of ${attempts.length} mutants tried.\n`);
        if (!(await tryAll(suite, file, attempts.slice(from, from + BATCH))) || isFull()) return AGAIN;
      }
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

/** What those mutants are tried with next, by suite, that are not dead and passed the fewest suites. */
function leftFor(files: readonly string[]): Map<string, Attempt[]> {
  const dead = new Set<number>();
  const tried = new Map<number, Set<string>>();
  const unsound = new Set<string>();
  const reached = new Map<string, readonly Reach[]>();
  const killers = killersIn(records.entries);
  for (const entry of records.entries) {
    if (entry.kind === "killed") dead.add(entry.mutant);
    else if (entry.kind === "passed" && (limit === 0 ? entry.limit === 0 : entry.limit >= limit)) {
      tried.set(entry.mutant, (tried.get(entry.mutant) ?? new Set()).add(entry.suite));
    } else if (entry.kind === "unsound") unsound.add(`${entry.suite} ${entry.test}`);
    else if (entry.kind === "reach") reached.set(entry.suite, entry.tests);
  }
  const sound = files.map((file) => {
    const tests = (reached.get(file) ?? []).filter(({ title }) => !unsound.has(`${file} ${title}`));
    return { file, reach: new Reached(tests, points) };
  });
  let left = new Map<string, Attempt[]>();
  let fewest = Infinity;
  for (const [index, mutant] of mutants.entries()) {
    const passed = tried.get(mutant.id) ?? new Set();
    if (index % of !== share || dead.has(mutant.id) || passed.size > fewest) continue;
    const neighbours = killers.get(placeOf(mutant));
    const kills = (file: string): number => neighbours?.get(file)?.length ?? 0;
    const [best] = sound
      .filter(({ file }) => isTriedBy(file, mutant) && !passed.has(file))
      .map(({ file, reach }) => {
        const likely = mostFrequent(neighbours?.get(file) ?? [], limit > 0 ? LIKELY : 3 * LIKELY);
        return { file, least: reach.least(mutant.point), tests: reach.reaching(mutant.point, limit, likely) };
      })
      .filter(({ tests }) => tests.size > 0)
      .sort(
        (a, b) =>
          kills(b.file) - kills(a.file) ||
          Number(isOf(b.file, mutant)) - Number(isOf(a.file, mutant)) ||
          (a.least ?? 0) - (b.least ?? 0),
      );
    if (best === undefined) continue;
    if (passed.size < fewest) left = new Map();
    fewest = passed.size;
    const attempts = left.get(best.file) ?? [];
    attempts.push({ id: mutant.id, tests: best.tests });
    left.set(best.file, attempts);
  }
  return left;
}

/** Whether a suite is named after the contract of a mutant. */
function isOf(suite: string, { file }: Mutant): boolean {
  return basename(suite).split(".")[0] === basename(file, ".sol");
}

function mostFrequent(titles: readonly string[], most: number): Set<string> {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  const ordered = [...counts].sort(([, a], [, b]) => b - a);
  return new Set(ordered.slice(0, most).map(([title]) => title));
}

/** What killed the mutants of each place: by suite, a title for each death. */
function killersIn(entries: readonly Found[]): Map<string, Map<string, string[]>> {
  const places = new Map(mutants.map((mutant) => [mutant.id, placeOf(mutant)]));
  const killers = new Map<string, Map<string, string[]>>();
  for (const entry of entries) {
    if (entry.kind !== "killed") continue;
    const place = places.get(entry.mutant) ?? "";
    const here = killers.get(place) ?? new Map<string, string[]>();
    killers.set(place, here.set(entry.suite, [...(here.get(entry.suite) ?? []), entry.test]));
  }
  return killers;
}

/** Mutants of one function are often killed by the same tests. The bits of the table are for one suite alone. */
function placeOf({ file, place, operator }: Mutant): string {
  return `${operator === "table" ? operator : file} ${place}`;
}

/**
 * Tries mutants one by one. A death counts only if the test that failed passes afterwards without any mutant; one that fills
 * the memory is left to other suites.
 *
 * @returns false when this process must be started anew.
 */
async function tryAll(suite: Suite, file: string, attempts: readonly Attempt[]): Promise<boolean> {
  const deaths: Found[] = [];
  const killers = new Set<string>();
  for (const [index, { id, tests }] of attempts.entries()) {
    // What is left of the batch is for the process that follows.
    if (index > 0 && isFull()) break;
    await bringToLife(id);
    const ran = await Promise.race([suite.run(tests, true), overflow]);
    if (ran?.length === 0) throw new Error(`${file} has no test called "${[...tests].join('", "')}".`);
    const failure = failuresOf(ran ?? [])[0];
    if (failure === undefined) await records.add({ kind: "passed", mutant: id, suite: file, limit });
    if (ran === undefined) return false;
    if (failure === undefined) continue;
    killers.add(failure);
    deaths.push({ kind: "killed", mutant: id, suite: file, test: failure });
    await settled();
  }
  await bringToLife(0);
  const unsound = killers.size === 0 ? [] : failuresOf(await suite.run(killers));
  for (const test of unsound) await records.add({ kind: "unsound", suite: file, test });
  if (unsound.length > 0) return false;
  for (const death of deaths) await records.add(death);
  return true;
}

function failuresOf(ran: readonly Ran[]): string[] {
  return ran.filter(({ failed }) => failed).map(({ title }) => title);
}

import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { argumentError, exitCodeOf, readArguments } from "../../scripts/commandLine.js";
import type { Work } from "../../scripts/runNamed.js";
import { FIGURES, madeBy, writeFormatted, writeSection } from "../document.js";
import { compile, measure, type Figure, type Way } from "./figure.js";
import { RUNS, sectionOf, type Results, type Size } from "./section.js";

const HOW_TO = "npm run bench -- manifest --help";

const HELP = `Measures manifests of 10,000 to 10,000,000 items against OpenZeppelin's Merkle tree.

  npm run bench -- manifest     writes its section of docs/benchmarks.md, and docs/benchmarks/manifest.json

Options (after manifest)
  --trial <items>               only up to so many items, 10000 or more; prints the section and writes no document
  --json <file>                 also writes the raw figures there
  --help                        this text
`;

/** From ten thousand on, each ten times the one before. */
const COUNTS = [10_000, 100_000, 1_000_000, 10_000_000];

/** The most over which OpenZeppelin's tree is measured, and the items for which label keys are made: both take minutes. */
const FULL = { openZeppelin: 1_000_000, keys: 50_000, hashing: 1_000_000 };
const TRIAL = { openZeppelin: 100_000, keys: 1_000, hashing: 10_000 };

/** How long manifests take, and how much memory. */
export const manifest: Work = {
  summary: "manifests of 10,000 to 10,000,000 items against OpenZeppelin's Merkle tree",
  run: async (args) => await exitCodeOf(async () => await run(args)),
};

async function run(args: readonly string[]): Promise<number> {
  const options = {
    trial: { type: "string" },
    json: { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { help, json, trial } = readArguments(args, options, HOW_TO);
  if (help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const counts = trial === undefined ? COUNTS : COUNTS.filter((count) => count <= Number(trial));
  if (counts.length === 0) throw argumentError(`--trial "${trial ?? ""}" is no number from 10000 on.`, HOW_TO);
  const most = trial === undefined ? FULL : TRIAL;

  await compile();
  const sizes: Size[] = [];
  for (const count of counts) sizes.push(await sizeOf(count, count <= most.openZeppelin));
  const keys = { count: most.keys, figure: await shown("keys", most.keys) };
  const hashing = { count: most.hashing, figure: await shown("hashing", most.hashing) };
  const results: Results = { made: madeBy("npm run bench -- manifest"), sizes, keys, hashing };
  if (json !== undefined) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
  if (trial !== undefined) {
    process.stdout.write(`\n${sectionOf(results)}`);
    return 0;
  }
  await writeFormatted(join(FIGURES, "manifest.json"), JSON.stringify(results));
  await writeSection("manifest", sectionOf(results));
  process.stdout.write("docs/benchmarks.md written\n");
  return 0;
}

/** Measures one size; where OpenZeppelin's tree is measured too, its root must be ours. */
async function sizeOf(count: number, withOpenZeppelin: boolean): Promise<Size> {
  const runs: Figure[] = [];
  const times = count <= RUNS.upTo ? RUNS.times : 1;
  for (let run = 0; run < times; run++) runs.push(await shown("ours", count));
  const ours = middleOf(runs);
  const allSeconds = runs.map(({ seconds }) => seconds);
  if (!withOpenZeppelin) return { count, ours, allSeconds };
  const openZeppelin = await shown("openZeppelin", count);
  if (ours.root !== openZeppelin.root) {
    throw new Error(`The roots of ${count} items differ: ${ours.root} and ${openZeppelin.root}.`);
  }
  return { count, ours, allSeconds, openZeppelin };
}

/** The run of middle length; with the most memory that any took, and the proofs of all. */
function middleOf(runs: readonly Figure[]): Figure {
  const middle = runs.toSorted((a, b) => a.seconds - b.seconds)[runs.length >> 1];
  if (middle === undefined) throw new Error("There was no run.");
  const proofs = runs.map(({ proofMs = 0 }) => proofMs);
  return {
    ...middle,
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
    proofMs: proofs.reduce((sum, each) => sum + each, 0) / runs.length,
    slowestProofMs: Math.max(...runs.map(({ slowestProofMs = 0 }) => slowestProofMs)),
  };
}

async function shown(way: Way, count: number): Promise<Figure> {
  process.stdout.write(`${way.padEnd(14)}${count.toLocaleString("en").padStart(12)} items … `);
  const figure = await measure(way, count);
  process.stdout.write(`${figure.seconds.toFixed(2)} s, ${(figure.peakBytes / 1e6).toFixed(0)} MB\n`);
  return figure;
}

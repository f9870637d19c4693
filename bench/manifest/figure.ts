import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { build } from "esbuild";

/** What is measured: our manifest, the same with the label keys made on the way, OpenZeppelin's tree in memory, hashing alone. */
export type Way = "ours" | "keys" | "openZeppelin" | "hashing";

/** What one run took. */
export interface Figure {
  readonly root: string;
  /** Until the root is known and, for ours, the file is on the disk. */
  readonly seconds: number;
  /** Of all cores together, in the same time: what another's work on the machine changes less. */
  readonly cpuSeconds: number;
  /** Resident memory at its highest, that of the process at rest included. */
  readonly peakBytes: number;
  readonly fileBytes?: number;
  /** A proof from the file: mean, and the slowest of all. */
  readonly proofMs?: number;
  readonly slowestProofMs?: number;
}

const ROOT = join(import.meta.dirname, "..", "..");

/** Where the compiled measurement goes: below the packages that it imports. */
const COMPILED = join(ROOT, "node_modules", ".cache", "waymark-bench");

/** Compiles what is measured, with its thread beside it: users of the package run no TypeScript loader in each thread. */
export async function compile(): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, "run.ts"), join(ROOT, "sdk", "node", "manifest", "hashWorker.ts")],
    outdir: COMPILED,
    entryNames: "[name]",
    bundle: true,
    // What is imported only when it is needed stays so: the thread that hashes needs little.
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
  });
}

/** Measures one way over so many items, in a process of its own. {@link compile} comes first. */
export async function measure(way: Way, count: number): Promise<Figure> {
  const script = join(COMPILED, "run.js");
  // OpenZeppelin's tree of a million leaves outgrows the heap that Node.js takes unasked.
  const args = ["--max-old-space-size=12000", script, way, String(count)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  // What run.ts prints.
  return JSON.parse(stdout) as Figure;
}

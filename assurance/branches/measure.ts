import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { solidityFiles, soliditySuites, suites } from "../solidity/suites.js";
import type { Statement } from "./plugin.js";
import type { Branch } from "./probes.js";

const ROOT = join(import.meta.dirname, "..", "..");
const COVERAGE = join(ROOT, "coverage");

export interface Measured {
  readonly branches: readonly Branch[];
  readonly statements: readonly Statement[];
  /** What the probes reported, in hexadecimal digits. */
  readonly hits: ReadonlySet<string>;
}

/**
 * Builds the contracts with probes and runs the suites that drive them, in this process, which must not have loaded Hardhat
 * before: it is configured once.
 */
export async function measure(): Promise<Measured> {
  process.env.HARDHAT_CONFIG = join(import.meta.dirname, "hardhat.config.ts");
  process.env.HARDHAT_COVERAGE = "true";
  await rm(COVERAGE, { recursive: true, force: true });
  const { config, tasks } = await import("hardhat");
  const npmFiles = (await import("../../hardhat.config.js")).npmFilesToBuild.map((file) => `npm:${file}`);
  await tasks.getTask("build").run({ files: [...npmFiles, ...(await solidityFiles())], force: true });
  await tasks.getTask(["test", "solidity"]).run({ testFiles: await soliditySuites(), noCompile: true });
  // With these Hardhat finds the line of every revert, which takes longer than the tests: nobody reads it here.
  await rm(join(config.paths.artifacts, "build-info"), { recursive: true });
  // A few tests measure gas or size, or ask what a call left behind, which probes change: whether they pass is told by the
  // ordinary run.
  await tasks.getTask(["test", "mocha"]).run({ testFiles: await suites(), noCompile: true });
  const { branches, statements } = await import("./plugin.js");
  return { branches: [...branches.values()], statements: [...statements.values()], hits: await readHits() };
}

async function readHits(): Promise<Set<string>> {
  const folder = join(COVERAGE, "data");
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".json"));
  const hits = new Set<string>();
  for (const file of files) {
    // Hardhat writes how often each tag was reported.
    const counts = JSON.parse(await readFile(join(folder, file), "utf8")) as Readonly<Record<string, number>>;
    for (const tag of Object.keys(counts)) hits.add(tag);
  }
  return hits;
}

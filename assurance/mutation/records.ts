import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { Journal } from "../journal.js";
import type { Reach } from "./reach.js";

/** What a mutation run has found so far, a line of its journal each. */
export type Found =
  | { readonly kind: "reach"; readonly suite: string; readonly tests: readonly Reach[] }
  /** The tests chosen with this limit for each suite that reaches the mutant all passed. */
  | { readonly kind: "passed"; readonly mutant: number; readonly suite: string; readonly limit: number }
  /** The test fails with the mutant and passes without. */
  | { readonly kind: "killed"; readonly mutant: number; readonly suite: string; readonly test: string }
  /** The test failed without any mutant: it is left out from then on. */
  | { readonly kind: "unsound"; readonly suite: string; readonly test: string };

const ROOT = join(import.meta.dirname, "..", "..");

/** Opens the journal of the contracts and tests as they are. */
export async function openRecords(again = false): Promise<Journal<Found>> {
  return await Journal.open<Found>("mutation", await keyOfSources(), again);
}

/** What only says something of the outcome, and the tests of these very files. */
const BESIDE = /\/(?:assurance\/mutation\/(?:equivalents|report|run|tally)\.ts|test\/assurance\/.*)$/;

/** A hash of everything that the outcome of a run depends on. */
export async function keyOfSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of ["contracts", "test", "sdk", "assurance/mutation", "assurance/solidity"]) {
    const files = (await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !BESIDE.test(file))
      .sort();
    for (const file of files) hash.update(file.slice(ROOT.length)).update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
}

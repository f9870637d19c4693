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

/** Every finding is one of a suite as it was. */
type Dated = Found & { readonly version: string };

const ROOT = join(import.meta.dirname, "..", "..");

/** The findings that still stand. */
export interface Records {
  readonly entries: readonly Found[];
  add(found: Found): Promise<void>;
}

/**
 * Opens the journal of the contracts as they are. What a suite has found stands until that suite changes, so that a test
 * written for a survivor does not ask for all the others again; `again` forgets everything.
 */
export async function openRecords(again = false): Promise<Records> {
  const journal = await Journal.open<Dated>("mutation", await keyOfSources(), again);
  const versions = new Map<string, string>();
  const entries: Found[] = [];
  for (const entry of journal.entries) if (entry.version === (await versionOf(entry.suite))) entries.push(entry);
  return {
    entries,
    add: async (found) => {
      await journal.add({ ...found, version: await versionOf(found.suite) });
      entries.push(found);
    },
  };

  async function versionOf(suite: string): Promise<string> {
    const version = versions.get(suite) ?? hashOf(await readFile(join(ROOT, suite)).catch(() => ""));
    versions.set(suite, version);
    return version;
  }
}

/** What only says something of the outcome. */
const BESIDE = /\/assurance\/mutation\/(?:equivalents|report|run|tally)\.ts$/;

/** A hash of everything that a build with its mutants, and the way of trying them, depend on. */
export async function keyOfSources(): Promise<string> {
  const parts: Buffer[] = [];
  for (const folder of ["contracts", "test", "assurance/mutation", "assurance/solidity"]) {
    const files = (await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !BESIDE.test(file) && (folder !== "test" || file.endsWith(".sol")))
      .sort();
    for (const file of files) parts.push(Buffer.from(file.slice(ROOT.length)), await readFile(file));
  }
  return hashOf(Buffer.concat(parts));
}

function hashOf(bytes: string | Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

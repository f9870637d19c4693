import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Mutant } from "./mutant.js";

/** What the last build holds. */
export interface Manifest {
  readonly mutants: readonly Mutant[];
  /** What the compiler does not take. */
  readonly refused: readonly Mutant[];
}

const FILE = join(import.meta.dirname, "..", "..", "cache", "mutation", "mutants.json");

export async function readManifest(): Promise<Manifest> {
  const text = await readFile(FILE, "utf8").catch(() => `{"mutants":[],"refused":[]}`);
  // Only this file writes it.
  return JSON.parse(text) as Manifest;
}

/** Before a build of other sources. */
export async function forgetManifest(): Promise<void> {
  await rm(FILE, { force: true });
}

let adding = Promise.resolve();

/** Adds what one of the compiler's runs holds: Hardhat may compile in several, at the same time. */
export async function addToManifest({ mutants, refused }: Manifest): Promise<void> {
  adding = adding.then(async () => {
    const known = await readManifest();
    await mkdir(dirname(FILE), { recursive: true });
    const joined: Manifest = {
      mutants: unique([...known.mutants, ...mutants]),
      refused: unique([...known.refused, ...refused]),
    };
    await writeFile(FILE, JSON.stringify(joined));
  });
  await adding;
}

function unique(mutants: readonly Mutant[]): Mutant[] {
  return [...new Map(mutants.map((mutant) => [mutant.id, mutant])).values()];
}

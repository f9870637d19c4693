import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { commitOf } from "../report.js";
import { PARTS, type Part } from "./parts.js";
import type { Fate, Tried } from "./tryPart.js";

/** What is known of a part since it was last tried. */
export interface Result {
  /** The commit at which it was tried. */
  readonly commit: string;
  readonly counts: Readonly<Record<Fate, number>>;
  /** The changes that no test noticed. */
  readonly alive: readonly Tried[];
}

/** By the names of the parts, in their order; those that were never tried are missing. */
export type Results = ReadonlyMap<string, Result>;

const FILE = join(import.meta.dirname, "..", "..", "docs", "assurance", "sdk-mutation.json");

/** What trying a part gave, at this commit. */
export function resultOf(tried: readonly Tried[]): Result {
  const count = (fate: Fate): number => tried.filter((one) => one.fate === fate).length;
  return {
    commit: commitOf(),
    counts: {
      killed: count("killed"),
      survived: count("survived"),
      uncovered: count("uncovered"),
      "left out": count("left out"),
    },
    alive: tried.filter(({ fate }) => fate === "survived" || fate === "uncovered"),
  };
}

/** All that is known, from the file beside the report: trying all parts takes longer than most sittings. */
export async function readResults(): Promise<Results> {
  // Only `keepResult` writes it.
  const known = JSON.parse(await readFile(FILE, "utf8")) as Readonly<Record<string, Result>>;
  return new Map(PARTS.flatMap(({ name }) => (known[name] === undefined ? [] : [[name, known[name]] as const])));
}

/** Keeps what is known of a part, in the place of what was. */
export async function keepResult({ name }: Part, result: Result): Promise<Results> {
  const results = new Map(await readResults()).set(name, result);
  const text = JSON.stringify(Object.fromEntries(results));
  await writeFile(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
  return await readResults();
}

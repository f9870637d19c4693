import { openRecords } from "./records.js";

/** Set in the environment of a build that holds only what no test has killed yet. */
export const ONLY_ALIVE = "WAYMARK_ONLY_MUTANTS_ALIVE";

/** Ids of the mutants that this build does without. */
export async function deadMutants(): Promise<Set<number>> {
  if (process.env[ONLY_ALIVE] === undefined) return new Set();
  const { entries } = await openRecords();
  return new Set(entries.flatMap((entry) => (entry.kind === "killed" ? [entry.mutant] : [])));
}

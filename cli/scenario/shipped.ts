import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folders from this file's to the one of the package: in a clone, and in the package that is built. */
const WAYS_UP = ["../..", "../../../.."];

/**
 * The scenarios that come with this release, in the order of their names.
 *
 * @returns Their files, with their folders.
 */
export async function shippedScenarios(): Promise<string[]> {
  const folders = WAYS_UP.map((way) => fileURLToPath(new URL(`${way}/scenarios/`, import.meta.url)));
  const folder = folders.find((candidate) => existsSync(candidate));
  if (folder === undefined) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).sort();
  return names.map((name) => join(folder, name));
}

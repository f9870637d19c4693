import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { Waymark__factory } from "../../typechain-types/factories/contracts/Waymark__factory.js";
import { JourneyAnnex__factory } from "../../typechain-types/factories/contracts/JourneyAnnex__factory.js";
import { RegistryAnnex__factory } from "../../typechain-types/factories/contracts/RegistryAnnex__factory.js";

/** Steps of an episode, which begins with an empty ledger; long enough that goods arrive and come back. */
export const EPISODE_STEPS = 1_500;

/** What tells of results, and changes none. */
const WITHOUT_EFFECT: readonly string[] = ["report.ts", "campaign.ts"];

/** What results depend on: the contract's code, the model and how steps are drawn. */
export async function keyOfSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const { bytecode } of [Waymark__factory, JourneyAnnex__factory, RegistryAnnex__factory]) hash.update(bytecode);
  const here = import.meta.dirname;
  for (const folder of [join(here, "..", "model"), here]) {
    const files = (await readdir(folder)).filter((file) => !WITHOUT_EFFECT.includes(file));
    for (const file of files.sort()) hash.update(await readFile(join(folder, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

/** The seed of an episode. */
export function seedOf(episode: number): number {
  return Math.imul(episode + 1, 0x9e3779b1) >>> 0;
}

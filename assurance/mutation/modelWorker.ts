/**
 * Tries mutants with the model: `modelWorker.ts STEPS UNTIL SHARE OF`. The same random calls go to the contract and to the
 * model, from the same seed for every mutant, until the two differ. Critical mutants come first.
 */
import { Contract } from "../differential/contract.js";
import { playEpisode } from "../differential/episode.js";
import { setStage } from "../differential/stage.js";
import { asOriginal, bringToLife } from "./life.js";
import { readManifest } from "./manifest.js";
import { openRecords } from "./records.js";

const SUITE = "assurance/differential/episode.ts";
const SEED = 20_261_126;

const [steps = 300, until = Infinity, share = 0, of = 1] = process.argv.slice(2).map(Number);
const records = await openRecords();
const { mutants } = await readManifest();

const done = new Set(
  records.entries.flatMap((entry) =>
    entry.kind === "killed" || (entry.kind === "passed" && entry.suite === SUITE && entry.limit >= steps)
      ? [entry.mutant]
      : [],
  ),
);
const left = mutants
  .filter(({ id, operator }, index) => index % of === share && operator !== "table" && !done.has(id))
  .sort((a, b) => Number(b.critical) - Number(a.critical));

// A call that a mutant lets fall behind may fail later.
process.on("unhandledRejection", () => undefined);

const [contract, stage] = await asOriginal(async () => {
  const deployed = await Contract.deploy();
  return [deployed, await setStage(deployed)] as const;
});
const { now } = contract;
let snapshot = await contract.snapshot();

// One run without any mutant vouches for all deaths: whatever it finds is a fault of the contract, or of the model.
const fault = await firstDifference(0);
if (fault !== undefined) throw new Error(fault);

for (const [index, { id }] of left.entries()) {
  if (Date.now() > until) break;
  if (index % 20 === 0) process.stdout.write(`The model: ${index} of ${left.length} mutants tried.\n`);
  const difference = await firstDifference(id);
  if (difference === undefined) await records.add({ kind: "passed", mutant: id, suite: SUITE, limit: steps });
  else await records.add({ kind: "killed", mutant: id, suite: SUITE, test: difference });
}
// Chains keep a process alive.
process.exit();

async function firstDifference(id: number): Promise<string | undefined> {
  await bringToLife(id);
  try {
    await playEpisode(contract, stage, SEED, steps);
    return undefined;
  } catch (error) {
    return String(error).split("\n")[0];
  } finally {
    await bringToLife(0);
    await contract.revert(snapshot, now);
    snapshot = await contract.snapshot();
  }
}

/** `npm run deep -- differential`: random steps on the contract and in the model, and on two EVMs. */
import { parseArgs } from "node:util";

import type { Work } from "../scripts/runNamed.js";
import { EPISODE_STEPS, keyOfSources, seedOf } from "./differential/campaign.js";
import { Contract } from "./differential/contract.js";
import { playEpisode } from "./differential/episode.js";
import { reportOf } from "./differential/report.js";
import { setStage } from "./differential/stage.js";
import { sumOf, type Tally } from "./differential/tally.js";
import { replayEpisode, sumOfReplays, type Replay } from "./differential/twoEvms.js";
import { Journal } from "./journal.js";
import { writeReport } from "./report.js";

const MODEL_STEPS = 100_000;
const EVM_TRANSACTIONS = 10_000;
/** Transactions of a part of the second run. */
const EVM_EPISODE = 500;

/** Part of the run that is done. */
type Entry =
  | { readonly part: "model"; readonly episode: number; readonly tally: Tally }
  | { readonly part: "evm"; readonly episode: number; readonly replay: Replay };

const work: Work = {
  summary: "random steps on the contract and in its model, and the same transactions on two EVMs",
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: { again: { type: "boolean" }, steps: { type: "string" }, transactions: { type: "string" } },
    });
    const journal = await Journal.open<Entry>("differential", await keyOfSources(), values.again);
    const steps = Number(values.steps ?? MODEL_STEPS);
    const transactions = Number(values.transactions ?? EVM_TRANSACTIONS);
    await compareWithModel(journal, steps);
    await compareEvms(journal, transactions);
    const tallies = talliesIn(journal);
    const replays = replaysIn(journal);
    const body = reportOf(sumOf(tallies), tallies.length, sumOfReplays(replays));
    const file = await writeReport("differential", "Contract, model and two EVMs", COMMAND, body);
    process.stdout.write(`${file}\n`);
    return 0;
  },
};
export default work;

const COMMAND = "npm run deep -- differential";

/** What was found in each episode, once, however often it was played. */
function talliesIn({ entries }: Journal<Entry>): Tally[] {
  const played = entries.flatMap((entry) => (entry.part === "model" ? [[entry.episode, entry.tally] as const] : []));
  return [...new Map(played).values()];
}

function replaysIn({ entries }: Journal<Entry>): Replay[] {
  const played = entries.flatMap((entry) => (entry.part === "evm" ? [[entry.episode, entry.replay] as const] : []));
  return [...new Map(played).values()];
}

async function compareWithModel(journal: Journal<Entry>, steps: number): Promise<void> {
  const done = (): number => sumOf(talliesIn(journal)).steps;
  if (done() >= steps) return;
  const contract = await Contract.deploy();
  try {
    const stage = await setStage(contract);
    const { now } = contract;
    let snapshot = await contract.snapshot();
    while (done() < steps) {
      const episode = done() / EPISODE_STEPS;
      const tally = await playEpisode(contract, stage, seedOf(episode), EPISODE_STEPS);
      await journal.add({ part: "model", episode, tally });
      process.stdout.write(`${String(done())} steps, no difference.\n`);
      await contract.revert(snapshot, now);
      snapshot = await contract.snapshot();
    }
  } finally {
    await contract.close();
  }
}

async function compareEvms(journal: Journal<Entry>, transactions: number): Promise<void> {
  const done = (): number => sumOfReplays(replaysIn(journal)).transactions;
  while (done() < transactions) {
    const episode = replaysIn(journal).length;
    const replay = await replayEpisode(seedOf(1_000 + episode), EVM_EPISODE);
    await journal.add({ part: "evm", episode, replay });
    process.stdout.write(`${String(done())} transactions, no difference.\n`);
  }
}

/** The thread of a {@link HashWorkers}: answers each task with its result. */
import { parentPort, workerData } from "node:worker_threads";

import { hashingHere, type HashingTerms } from "./hashing.js";
import type { HashTask } from "./hashWorkers.js";

// What HashWorkers starts it with. Awaited for each task: a CommonJS module cannot await at its top.
const loading = hashingHere(workerData as HashingTerms);

parentPort?.on("message", (task: HashTask) => {
  void answer(task);
});

async function answer(task: HashTask): Promise<void> {
  const hashing = await loading;
  if (task.chunk === undefined) {
    await hashing.foldSubtree(task.nodes, task.root);
    parentPort?.postMessage(undefined);
  } else {
    const rows = await hashing.hashItems(task.chunk);
    parentPort?.postMessage(rows, [rows.buffer]);
  }
}

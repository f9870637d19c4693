/** The thread of a {@link HashWorkers}: answers each task with its result. */
import { parentPort, workerData } from "node:worker_threads";

import { hashingHere, type Hashing, type HashingTerms } from "./hashing.js";
import type { HashTask } from "./hashWorkers.js";

// What HashWorkers starts it with. Awaited for each task: a CommonJS module cannot await at its top.
const loading = hashingHere(workerData as HashingTerms);

parentPort?.on("message", (task: HashTask) => {
  void loading.then(async (hashing) => {
    parentPort?.postMessage(await answer(hashing, task));
  });
});

async function answer(hashing: Hashing, task: HashTask): Promise<unknown> {
  switch (task.what) {
    case "hashItems":
      return await hashing.hashItems(...task.of);
    case "sort":
      return await hashing.sort(...task.of);
    case "growSubtree":
      await hashing.growSubtree(...task.of);
      return undefined;
  }
}

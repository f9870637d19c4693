import { Worker } from "node:worker_threads";

import type { Chunk } from "./chunk.js";
import type { Hashing, HashingTerms } from "./hashing.js";

/** What a worker is asked to do. */
export type HashTask =
  { readonly chunk: Chunk } | { readonly chunk?: never; readonly nodes: SharedArrayBuffer; readonly root: number };

/** Run from TypeScript, as in this repository's own tests, a worker needs the loader that its parent has. */
const SOURCE = import.meta.url.endsWith(".ts")
  ? { url: new URL("./hashWorker.ts", import.meta.url), options: { execArgv: ["--import", "tsx"] } }
  : { url: new URL("./hashWorker.js", import.meta.url), options: {} };

/** What hashing leaves behind is short-lived: V8 would let tens of megabytes of it gather in each thread before it cleans up. */
const LIMITS = { maxYoungGenerationSizeMb: 12 };

/** Hashes on several cores. A call waits until a worker is free, so whoever awaits it never queues much. */
export class HashWorkers implements Hashing {
  readonly #workers: readonly Worker[];
  readonly #idle: Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  constructor(count: number, terms: HashingTerms) {
    this.#workers = Array.from(
      { length: count },
      () => new Worker(SOURCE.url, { ...SOURCE.options, resourceLimits: LIMITS, workerData: terms }),
    );
    this.#idle = [...this.#workers];
  }

  async hashItems(chunk: Chunk): Promise<Uint8Array<ArrayBuffer>> {
    // The worker answers a chunk with its rows.
    return (await this.#run({ chunk }, [chunk.bytes.buffer])) as Uint8Array<ArrayBuffer>;
  }

  async foldSubtree(nodes: SharedArrayBuffer, root: number): Promise<void> {
    await this.#run({ nodes, root }, []);
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map(async (worker) => await worker.terminate()));
  }

  async #run(task: HashTask, handedOver: ArrayBuffer[]): Promise<unknown> {
    const worker = this.#idle.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)));
    try {
      return await new Promise((resolve, reject) => {
        const settle = (): void => {
          worker.off("message", answered).off("error", failed);
        };
        const answered = (answer: unknown): void => {
          settle();
          resolve(answer);
        };
        const failed = (error: Error): void => {
          settle();
          reject(error);
        };
        worker.once("message", answered).once("error", failed);
        worker.postMessage(task, handedOver);
      });
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(worker);
      else next(worker);
    }
  }
}

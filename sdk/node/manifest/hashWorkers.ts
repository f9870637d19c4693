import { Worker } from "node:worker_threads";

import type { Chunk } from "./chunk.js";
import type { Hashing, HashingTerms } from "./hashing.js";

/** What a worker is asked to do: one of the methods of {@link Hashing}, and what it is called with. */
export type HashTask = { readonly [What in keyof Hashing]: Task<What> }[keyof Hashing];

interface Task<What extends keyof Hashing> {
  readonly what: What;
  readonly of: Parameters<Hashing[What]>;
}

type Answer<What extends keyof Hashing> = Awaited<ReturnType<Hashing[What]>>;

/** Run from TypeScript, as in this repository's own tests, a worker needs the loader that its parent has. */
const SOURCE = import.meta.url.endsWith(".ts")
  ? { url: new URL("./hashWorker.ts", import.meta.url), options: { execArgv: ["--import", "tsx"] } }
  : { url: new URL("./hashWorker.js", import.meta.url), options: {} };

/** What hashing leaves behind is short-lived: V8 would let tens of megabytes of it gather in each thread before it cleans up. */
const LIMITS = { maxYoungGenerationSizeMb: 12 };

/**
 * Hashes on several cores. A thread starts when there is work and none is free, up to as many as may be. A call waits until one
 * is, so whoever awaits it never queues much. When one thread fails, all calls fail, and every later one.
 */
export class HashWorkers implements Hashing {
  readonly #most: number;
  readonly #terms: HashingTerms;
  readonly #workers: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #broken: Promise<never>;
  #break: (error: Error) => void = () => undefined;

  /** @param most Threads that there may be, at least one. */
  constructor(most: number, terms: HashingTerms) {
    this.#most = most;
    this.#terms = terms;
    this.#broken = new Promise((_, reject) => (this.#break = reject));
    // A thread may fail while nobody waits for it: whoever asks next is told.
    this.#broken.catch(() => undefined);
  }

  async hashItems(chunk: Chunk): ReturnType<Hashing["hashItems"]> {
    return await this.#run<"hashItems">({ what: "hashItems", of: [chunk] }, [chunk.bytes.buffer, chunk.lengths.buffer]);
  }

  async sort(...of: Parameters<Hashing["sort"]>): ReturnType<Hashing["sort"]> {
    return await this.#run<"sort">({ what: "sort", of });
  }

  async growSubtree(...of: Parameters<Hashing["growSubtree"]>): ReturnType<Hashing["growSubtree"]> {
    await this.#run<"growSubtree">({ what: "growSubtree", of });
  }

  /** Stops what is still going on. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map(async (worker) => await worker.terminate()));
  }

  async #run<What extends keyof Hashing>(task: Task<What>, handedOver: ArrayBuffer[] = []): Promise<Answer<What>> {
    const worker = await Promise.race([this.#broken, this.#free()]);
    // The worker answers with what the method gives.
    const answered = new Promise<Answer<What>>((resolve) => worker.once("message", resolve));
    worker.postMessage(task, handedOver);
    const answer = await Promise.race([this.#broken, answered]);
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
    return answer;
  }

  /** A thread that has nothing to do. */
  async #free(): Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#workers.length < this.#most) return this.#start();
    return await new Promise((resolve) => this.#waiting.push(resolve));
  }

  #start(): Worker {
    const worker = new Worker(SOURCE.url, { ...SOURCE.options, resourceLimits: LIMITS, workerData: this.#terms });
    worker.on("error", this.#break);
    worker.on("exit", (code) => {
      this.#break(new Error(`A thread that hashes ended with exit code ${code}.`));
    });
    this.#workers.push(worker);
    return worker;
  }
}

import { inspect } from "node:util";

import { loadFixture } from "./chain.js";

/** The chain before anything is done on it: the first fixture of a process, so that every other one is forgotten with it. */
const untouched = (): Promise<void> => Promise.resolve();

/**
 * What Mocha does around every file that it runs beside others. A process runs many, on one chain, and which came before is
 * chance: each begins with the chain untouched, and at the time at which it began.
 */
export const mochaHooks = {
  async beforeAll(): Promise<void> {
    await loadFixture(untouched);
  },

  /** A failure is told to another process as JSON, which has no bigint. */
  afterEach(this: Mocha.Context): void {
    const error = this.currentTest?.err;
    if (error === undefined) return;
    for (const [name, value] of Object.entries(error))
      if (!isJson(value)) Object.assign(error, { [name]: inspect(value) });
  },
};

function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

import { inspect } from "node:util";

import fc from "fast-check";

import { loadFixture } from "./chain.js";

// A test run judges a change, not luck: it tries the same cases every time, as Hardhat does with the fuzz tests in Solidity.
// `npm run deep -- properties` tries others.
fc.configureGlobal({ seed: Number(process.env.WAYMARK_SEED ?? 1) });

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

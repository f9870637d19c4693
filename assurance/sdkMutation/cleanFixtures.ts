/**
 * Loaded before the suites whose code is changed. A fixture outlives the change during which it is first asked for: it must
 * be built by the code as it is, or one change would be judged by the world of another.
 */
import { networkHelpers } from "../../bench/support/chain.js";

/** What Stryker keeps for the changed code: which change is on. */
interface Switch {
  activeMutant?: string | undefined;
}

type Fixture<Result> = Parameters<typeof networkHelpers.loadFixture<Result>>[0];

const loadFixture = networkHelpers.loadFixture.bind(networkHelpers);
/** By each fixture the one that is built by the code as it is. */
const unchanged = new WeakMap<Fixture<unknown>, Fixture<unknown>>();

networkHelpers.loadFixture = async <Result>(fixture: Fixture<Result>): Promise<Result> => {
  // Hardhat takes no function without a name.
  const known =
    unchanged.get(fixture) ??
    async function builtByTheCodeAsItIs(connection): Promise<unknown> {
      // Stryker's name for it.
      const { __stryker__: mutants } = globalThis as { __stryker__?: Switch };
      const active = mutants?.activeMutant;
      if (mutants !== undefined) mutants.activeMutant = undefined;
      try {
        return await fixture(connection);
      } finally {
        if (mutants !== undefined) mutants.activeMutant = active;
      }
    };
  unchanged.set(fixture, known);
  // It gives what the fixture gives.
  return (await loadFixture(known)) as Result;
};

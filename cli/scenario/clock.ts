import type { JsonRpcApiProvider } from "ethers";

import { FatalError } from "../../sdk/errors.js";
import type { Scenario } from "./scenario.js";

/** The chain's time, in which a scenario is played. */
export interface Clock {
  /** The end of the journey, from which the scenario counts back, seconds since 1970. */
  readonly end: number;
  /** Lets the chain come to a moment, unless it is past it. */
  reach(time: number): Promise<void>;
}

/**
 * The clock that a scenario is played by: one that goes with the journey where the scenario says so, starting at the present;
 * else the present, at which the journey ends.
 */
export async function clockFor(scenario: Scenario, provider: JsonRpcApiProvider): Promise<Clock> {
  const present = await presentOf(provider);
  if (!scenario.clockMoves) return { end: present, reach: () => Promise.resolve() };
  return { end: present + spanOf(scenario), reach: (time) => moveTo(provider, time) };
}

/** How long a journey takes, seconds. */
function spanOf({ steps }: Scenario): number {
  const times = steps.map((step) => Math.max(step.type === "Record" ? step.secondsAgo : 0, step.doneAgo ?? 0));
  return Math.max(0, ...times);
}

async function moveTo(provider: JsonRpcApiProvider, time: number): Promise<void> {
  // A node may count from its own clock, which blocks in quick succession run ahead of: so it is asked until it is there.
  for (let present = await presentOf(provider); present < time; present = await presentOf(provider)) {
    await provider.send("evm_increaseTime", [time - present]);
    await provider.send("evm_mine", []);
  }
}

/**
 * Makes sure that the clock of a chain can be moved.
 *
 * @throws FatalError "ClockFixed" when it cannot.
 */
export async function requireMovable(provider: JsonRpcApiProvider): Promise<void> {
  try {
    await provider.send("evm_increaseTime", [0]);
  } catch (cause) {
    throw new FatalError({
      name: "ClockFixed",
      message: "The scenario says `clock: moves`, and the clock of this chain cannot be moved (evm_increaseTime).",
      toDo: "Play it on a local chain, as without --rpc; or on one that a tester may set, such as Hardhat's or Anvil.",
      cause,
    });
  }
}

async function presentOf(provider: JsonRpcApiProvider): Promise<number> {
  const block = await provider.getBlock("latest");
  if (block === null) throw new Error("The chain has no block.");
  return block.timestamp;
}

import { connect } from "../../sdk/connect.js";
import { FatalError } from "../../sdk/errors.js";
import type { Scenario } from "./scenario.js";
import { keysFor } from "./stage.js";
import type { Venue } from "./venue.js";

/**
 * A fresh chain on this machine, with the ledger deployed as on a public network; both are gone when it is closed. It takes
 * Hardhat and the contracts, which only a clone of the repository has: they are loaded here and nowhere else.
 *
 * @param scenarios What will be played: the chain gets as many accounts as the largest needs.
 * @throws FatalError "LocalChainMissing" outside a clone.
 */
export async function openLocalVenue(scenarios: readonly Scenario[], say: (progress: string) => void): Promise<Venue> {
  const { build, openChain, deployLedger } = await loadParts();
  say("building the contracts");
  await build();
  say("starting a chain");
  const chain = await openChain(0, 2 + Math.max(...scenarios.map(keysFor)));
  try {
    const { address } = await deployLedger(chain, say);
    const client = await connect({ provider: chain.provider, address });
    const [governor, relayer, ...keys] = await chain.provider.listAccounts();
    if (governor === undefined || relayer === undefined) throw new Error("The chain has no accounts.");
    return {
      provider: chain.provider,
      client,
      actorsFor: () => Promise.resolve({ governor, relayer, keys }),
      close: () => chain.close(),
    };
  } catch (error) {
    await chain.close();
    throw error;
  }
}

async function loadParts() {
  try {
    const [{ build }, { openChain }, { deployLedger }] = await Promise.all([
      import("../../scripts/start/build.js"),
      import("../../scripts/start/chain.js"),
      import("../../scripts/start/deployLedger.js"),
    ]);
    return { build, openChain, deployLedger };
  } catch (cause) {
    throw new FatalError({
      name: "LocalChainMissing",
      message: "A local chain needs a clone of the repository with its dependencies, which this installation is not.",
      toDo: "Name a chain and a ledger on it with --rpc and --address, or run the command in a clone.",
      cause,
    });
  }
}

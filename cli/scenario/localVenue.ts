import type { JsonRpcApiProvider } from "ethers";

import { connect } from "../../sdk/connect.js";
import { UsageError } from "../usageError.js";
import type { Scenario } from "./scenario.js";
import { keysFor } from "./stage.js";
import type { Venue } from "./venue.js";

/**
 * Starts a chain and deploys the ledger on it.
 *
 * @param accounts Accounts with ether that the node signs for; the first governs the ledger.
 * @param say Told what is going on.
 */
export type OpenLocalLedger = (accounts: number, say: (progress: string) => void) => Promise<LocalLedger>;

export interface LocalLedger {
  readonly provider: JsonRpcApiProvider;
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** In a clone; named by its address, so that the package is built without it. */
const IN_A_CLONE = new URL("../../scripts/start/openLocalLedger.js", import.meta.url);

/**
 * A fresh chain on this machine, with the ledger deployed as on a public network; both are gone when it is closed. It takes
 * Hardhat and the contracts, which only a clone of the repository has: they are loaded here and nowhere else.
 *
 * @param scenarios What will be played: the chain gets as many accounts as the largest needs.
 * @throws UsageError "LocalChainMissing" outside a clone.
 */
export async function openLocalVenue(scenarios: readonly Scenario[], say: (progress: string) => void): Promise<Venue> {
  const openLocalLedger = await loadOpener();
  const { provider, address, close } = await openLocalLedger(2 + Math.max(...scenarios.map(keysFor)), say);
  const client = await connect({ provider, address });
  const [governor, relayer, ...keys] = await provider.listAccounts();
  if (governor === undefined || relayer === undefined) throw new Error("The chain has no accounts.");
  return { provider, client, actorsFor: () => Promise.resolve({ governor, relayer, keys }), close };
}

async function loadOpener(): Promise<OpenLocalLedger> {
  try {
    // The module says itself that it exports one.
    return ((await import(IN_A_CLONE.href)) as { readonly openLocalLedger: OpenLocalLedger }).openLocalLedger;
  } catch (cause) {
    throw new UsageError(
      "LocalChainMissing",
      "A local chain needs a clone of the repository with its dependencies, which this installation is not.",
      "Name a chain and a ledger on it with --rpc and --address, or run the command in a clone.",
      { cause },
    );
  }
}

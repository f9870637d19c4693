import type { OpenLocalLedger } from "../../cli/scenario/localVenue.js";
import { build } from "./build.js";

/** Builds the contracts and deploys them on a chain of its own, for who has no chain. */
export const openLocalLedger: OpenLocalLedger = async (accounts, say) => {
  say("building the contracts");
  // The chain reads the build to put names to what contracts do, so that comes first.
  await build();
  const [{ openChain }, { deployLedger }] = await Promise.all([import("./chain.js"), import("./deployLedger.js")]);
  say("starting a chain");
  const chain = await openChain(0, accounts);
  try {
    const { address } = await deployLedger(chain, say);
    return { provider: chain.provider, address, close: () => chain.close() };
  } catch (error) {
    await chain.close();
    throw error;
  }
};

import type { WaymarkClient } from "./client.js";
import { decodeError } from "./errors.js";

/**
 * The number of the latest block.
 *
 * @throws WaymarkError when the chain is not reached.
 */
export async function latestBlock({ provider, ledger }: WaymarkClient): Promise<number> {
  try {
    return await provider.getBlockNumber();
  } catch (caught) {
    throw decodeError(caught, ledger.interface);
  }
}

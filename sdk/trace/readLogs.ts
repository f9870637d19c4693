import type { Filter, Log, Provider } from "ethers";

import { decodeError } from "../errors.js";

/** Blocks to read, both included. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads logs over any range of blocks. Providers refuse ranges or answers that are too large, each at its own limit and in its
 * own words; so whatever a refusal says, the range is halved until it is taken, and read on in steps of that size. What
 * is refused for a single block has another reason.
 *
 * @param filter Address and topics.
 * @returns In the order of the chain.
 * @throws WaymarkError with the provider's reason when it refuses a single block.
 * @example await readLogs(provider, { address, topics: [topic] }, { from: 0, to: 25_000_000 })
 */
export async function readLogs(
  provider: Provider,
  filter: Pick<Filter, "address" | "topics">,
  { from, to }: BlockRange,
): Promise<Log[]> {
  const logs: Log[] = [];
  let size = to - from + 1;
  for (let next = from; next <= to;) {
    const last = Math.min(next + size - 1, to);
    try {
      logs.push(...(await provider.getLogs({ ...filter, fromBlock: next, toBlock: last })));
      next = last + 1;
    } catch (caught) {
      // A fault that is none of the range's comes to light here after some twenty requests at most.
      if (last === next) throw decodeError(caught);
      size = Math.ceil((last - next + 1) / 2);
    }
  }
  return logs.sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
}

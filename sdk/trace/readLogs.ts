import type { Filter, Log, Provider } from "ethers";

import { decodeError, type WaymarkError } from "../errors.js";
import { layersOf, propertyOf } from "../errors/revertData.js";
import { sleep } from "../sleep.js";

/** Blocks to read, both included. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
}

/** Whether to stop. */
export interface ReadLogsOptions {
  readonly signal?: AbortSignal;
}

/** How often a node that is busy is asked for the same range again; the waits before it, milliseconds, each twice as long. */
const PATIENCE = 3;
const PAUSE = 250;

/** Ranges of the largest size not refused, after which a larger one is tried again: what was refused may have passed. */
const STEADY = 16;

/** What nodes say that take only fewer blocks or fewer logs, under the code of too many requests as well. */
const TOO_MUCH = /results|range|blocks|size|too large/i;

/**
 * Reads logs over any range of blocks. Providers refuse ranges or answers that are too large, each at its own limit and in its
 * own words; so whatever a refusal says, the range is halved until it is taken, and widened again while more is taken. A node
 * that says that it is busy is first asked for the same again, a few times and after short waits. What is refused for a single
 * block has another reason.
 *
 * @param filter Address and topics.
 * @param options A `signal` to end it with.
 * @returns In the order of the chain.
 * @throws WaymarkError with the provider's reason when it refuses a single block, or with the signal's.
 * @example await readLogs(provider, { address, topics: [topic] }, { from: 0, to: 25_000_000 })
 */
export async function readLogs(
  provider: Provider,
  filter: Pick<Filter, "address" | "topics">,
  { from, to }: BlockRange,
  { signal }: ReadLogsOptions = {},
): Promise<Log[]> {
  const found: Log[][] = [];
  let size = to - from + 1;
  // The size that was refused last, and how many ranges were taken since; how often a busy node was waited for.
  let refused = Infinity;
  let [taken, waits] = [0, 0];
  for (let next = from; next <= to;) {
    if (signal?.aborted === true) throw aborted(signal.reason);
    const last = Math.min(next + size - 1, to);
    try {
      found.push(await provider.getLogs({ ...filter, fromBlock: next, toBlock: last }));
      next = last + 1;
      waits = 0;
      if (++taken % STEADY === 0) refused = Infinity;
      size = Math.min(2 * size, refused - 1);
    } catch (caught) {
      if (waits < PATIENCE && isBusy(caught)) {
        await sleep(PAUSE * 2 ** waits++, signal);
        continue;
      }
      // A fault that is none of the range's comes to light here after some twenty requests at most.
      if (last === next) throw decodeError(caught);
      refused = last - next + 1;
      size = Math.ceil(refused / 2);
      taken = 0;
    }
  }
  return found.flat().sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
}

/** Whether a node refuses for now, and not for the range: many have one code for both. */
function isBusy(caught: unknown): boolean {
  if (decodeError(caught).name !== "RpcBusy") return false;
  return ![...layersOf(caught)].some((layer) => TOO_MUCH.test(String(propertyOf(layer, "message"))));
}

/** In the words for a request that its caller ended. */
function aborted(reason: unknown): WaymarkError {
  return decodeError(Object.assign(new Error("Reading logs was ended.", { cause: reason }), { code: "ABORT_ERR" }));
}

import { requireBlockNumber } from "../blockNumber.js";
import type { WaymarkClient } from "../client.js";
import { InvalidValueError, RetryableError } from "../errors/waymarkError.js";
import { latestBlock } from "../latestBlock.js";
import type { BlockRange } from "./readLogs.js";

/** Which blocks to read. */
export interface TraceOptions {
  /** The first; unless said the block of the ledger's deployment where that is known, else 0. */
  readonly fromBlock?: number;
  /** The last; unless said the latest. */
  readonly toBlock?: number;
}

/**
 * The blocks to read: what is not on the chain, or between bounds that no chain has, would be told as never recorded.
 *
 * @throws InvalidValueError when a bound is no number of a block, or the first is after the last.
 * @throws RetryableError "NodeBehind" when the node does not have the last yet; when the chain is not reached.
 */
export async function blockRange(client: WaymarkClient, { fromBlock, toBlock }: TraceOptions): Promise<BlockRange> {
  for (const block of [fromBlock, toBlock]) if (block !== undefined) requireBlockNumber(block);
  const latest = await latestBlock(client);
  const [from, to] = [fromBlock ?? client.deploymentBlock ?? 0, toBlock ?? latest];
  if (to > latest) {
    throw new RetryableError({
      name: "NodeBehind",
      message: `The node has no block ${to} yet: its latest is ${latest}.`,
      toDo: "Try again in a little while, or ask a node of the same chain that has it.",
      values: { block: to, latest },
    });
  }
  if (from <= to) return { from, to };
  throw new InvalidValueError(
    `There is nothing to read from block ${from} to block ${to}.`,
    "Give a first block that is not after the last; both count.",
    from,
  );
}

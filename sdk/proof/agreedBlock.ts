import type { Provider } from "ethers";

import { decodeError } from "../errors.js";
import { FatalError, RetryableError } from "../errors/waymarkError.js";

/** A block that several nodes have alike. */
export interface AgreedBlock {
  readonly number: number;
  readonly hash: string;
}

/**
 * The newest block on whose hash several nodes agree, a few blocks below the latest of the slowest: what a proof can be held
 * against without trusting any one of them.
 *
 * @param providers At least two, of different owners, or the agreement says nothing.
 * @param depth Blocks below the latest, where the chain is unlikely to be rewritten.
 * @throws FatalError "NodesDisagree" when they do: at least one of them lies, or is on another chain.
 * @throws RetryableError "NodeBehind" when one does not have the block yet, though it has later ones or so it says; and when one
 * is not reached.
 * @example await verifyTrace(waymark, trace, { blockHash: (await agreedBlock([mine, yours])).hash })
 */
export async function agreedBlock(providers: readonly Provider[], depth = 2): Promise<AgreedBlock> {
  try {
    const latest = await Promise.all(providers.map(async (provider) => await provider.getBlockNumber()));
    const number = Math.max(0, Math.min(...latest) - depth);
    const blocks = await Promise.all(providers.map(async (provider) => await provider.getBlock(number)));
    const told = blocks.flatMap((block) => (typeof block?.hash === "string" ? [block.hash] : []));
    const hashes = new Set(told);
    const [hash, ...others] = hashes;
    // Nodes that differ are not excused by a third that is late.
    if (others.length === 0 && told.length < blocks.length)
      throw behind(number, blocks.length - told.length, blocks.length);
    if (hash !== undefined && others.length === 0 && providers.length > 1) return { number, hash };
    throw new FatalError({
      name: "NodesDisagree",
      message:
        providers.length > 1
          ? `The ${providers.length} nodes do not have the same block ${number}.`
          : "One node agrees with itself: that says nothing.",
      toDo: "Ask nodes of different owners on the same chain; where they still differ, believe none of them.",
      values: { number, hashes: [...hashes] },
    });
  } catch (caught) {
    throw decodeError(caught);
  }
}

/** Behind one address there may be several nodes: the one that told the latest block is not always the one that is asked next. */
function behind(number: number, lacking: number, nodes: number): RetryableError {
  return new RetryableError({
    name: "NodeBehind",
    message: `Not every node has block ${number} yet: ${lacking} of ${nodes} lack it.`,
    toDo: "Try again in a little while; if it stays so, use another node in its place.",
    values: { number, lacking, nodes },
  });
}

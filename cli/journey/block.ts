import type { JsonRpcProvider, Provider } from "ethers";

import { decodeError, FatalError } from "../../sdk/errors.js";
import { agreedBlock, type AgreedBlock } from "../../sdk/proof/agreedBlock.js";
import { rpcProvider } from "../../sdk/rpcProvider.js";
import type { Waymark } from "../../sdk/waymark.js";

/** From which block the ledger's state is proved. */
export interface BlockOptions {
  readonly blockHash?: string;
  readonly agree?: readonly string[];
}

/**
 * The block from which the ledger's state is to be proved.
 *
 * @returns undefined when none is said: then the node is believed.
 * @throws FatalError "NodesDisagree" when nodes differ, "BlockUnknown" when one does not have the block that is named.
 */
export async function blockFor(
  { provider }: Pick<Waymark, "provider">,
  { blockHash, agree = [] }: BlockOptions,
): Promise<AgreedBlock | undefined> {
  if (blockHash !== undefined) return await agreedBlockAt([provider], blockHash);
  return agree.length === 0 ? undefined : await withNodes([provider, ...agree], (nodes) => agreedBlock(nodes));
}

/**
 * A block that some nodes have alike.
 *
 * @param nodes One, whose owner one trusts, or several.
 * @param at Its number or hash.
 * @throws FatalError "BlockUnknown" when one does not have it, "NodesDisagree" when they differ.
 */
export async function agreedBlockAt(nodes: readonly (Provider | string)[], at: number | string): Promise<AgreedBlock> {
  const blocks = await withNodes(nodes, (all) => Promise.all(all.map((node) => node.getBlock(at))));
  const [first, ...others] = blocks.map((block) => {
    if (typeof block?.hash === "string") return { number: block.number, hash: block.hash };
    throw new FatalError({
      name: "BlockUnknown",
      message: `A node has no block ${at}.`,
      toDo: "Check it, and that the node is on the chain of the ledger and keeps that block.",
      values: { block: at },
    });
  });
  if (first === undefined) throw new Error("At least one node is asked.");
  const differing = others.find(({ hash }) => hash !== first.hash);
  if (differing === undefined) return first;
  throw new FatalError({
    name: "NodesDisagree",
    message: `The ${nodes.length} nodes do not have the same block ${first.number}.`,
    toDo: "Ask nodes of different owners on the same chain; where they still differ, believe none of them.",
    values: { number: first.number, hashes: [first.hash, differing.hash] },
  });
}

/** Asks nodes, of which those that are named by their address are reached for this alone. */
async function withNodes<Answer>(
  nodes: readonly (Provider | string)[],
  ask: (nodes: readonly Provider[]) => Promise<Answer>,
): Promise<Answer> {
  const opened: JsonRpcProvider[] = [];
  const all = nodes.map((node): Provider => {
    if (typeof node !== "string") return node;
    const provider = rpcProvider(node, { cacheTimeout: -1 });
    opened.push(provider);
    return provider;
  });
  try {
    return await ask(all);
  } catch (caught) {
    throw decodeError(caught);
  } finally {
    for (const provider of opened) provider.destroy();
  }
}

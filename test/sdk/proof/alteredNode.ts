import { JsonRpcApiProvider, type JsonRpcError, type JsonRpcResult } from "ethers";

import { connection, ethers } from "../../support/chain.js";

/** A request to a node, and what the tests' chain answers to it. */
export interface Exchange {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly answer: unknown;
}

const { chainId } = await ethers.provider.getNetwork();

/**
 * A node of the tests' chain that answers what it is told to, as one that lies, lags or is of another chain does: the chain
 * itself never would.
 */
export class AlteredNode extends JsonRpcApiProvider {
  /** What was asked of it, in order. */
  readonly asked: Exchange[] = [];
  readonly #answer: (exchange: Exchange) => unknown;

  /** @param answer What the node answers; the chain's own answer unless told. */
  constructor(answer: (exchange: Exchange) => unknown = ({ answer: own }) => own) {
    super(chainId, { staticNetwork: true, cacheTimeout: -1 });
    this.#answer = answer;
  }

  override async send(method: string, params: unknown[]): Promise<unknown> {
    const answer: unknown = await connection.provider.request({ method, params });
    const exchange = { method, params, answer };
    this.asked.push(exchange);
    return this.#answer(exchange);
  }

  /** Batches go out here in ethers; this node is asked one thing at a time. */
  override _send(): Promise<(JsonRpcResult | JsonRpcError)[]> {
    throw new Error("The node is asked by send alone.");
  }
}

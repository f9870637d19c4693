import { expect } from "chai";
import { makeError, toQuantity } from "ethers";

import { RetryableError } from "../../../sdk/errors.js";
import { agreedBlock } from "../../../sdk/proof/agreedBlock.js";
import { ethers, loadFixture, networkHelpers } from "../../support/chain.js";
import { AlteredNode } from "./alteredNode.js";
import { saidBy } from "./saidBy.js";

const { provider } = ethers;

/** A chain of some blocks. Returns the number of the latest. */
async function blocks(): Promise<number> {
  await networkHelpers.mine(10);
  return await provider.getBlockNumber();
}

async function hashOf(number: number): Promise<string> {
  return (await provider.getBlock(number))!.hash!;
}

/** A node that has the chain only up to a block. */
function late(latest: number): AlteredNode {
  return new AlteredNode(({ method, answer }) => (method === "eth_blockNumber" ? toQuantity(latest) : answer));
}

/** A node that answers this when asked for a block. */
function telling(block: unknown): AlteredNode {
  return new AlteredNode(({ method, answer }) => (method === "eth_getBlockByNumber" ? block : answer));
}

const TO_DO = "Ask nodes of different owners on the same chain; where they still differ, believe none of them.";

describe("sdk/proof: agreedBlock", () => {
  it("goes by the node that has the fewest blocks, wherever it stands among them", async () => {
    const latest = await loadFixture(blocks);
    const agreed = { number: latest - 6, hash: await hashOf(latest - 6) };
    expect(await agreedBlock([provider, late(latest - 4), late(latest - 1)])).to.deep.equal(agreed);
    expect(await agreedBlock([late(latest - 4), provider])).to.deep.equal(agreed);
  });

  it("stays as far below the latest block as it is told, and never below the first", async () => {
    const latest = await loadFixture(blocks);
    const nodes = [provider, new AlteredNode()];
    expect(await agreedBlock(nodes, 0)).to.deep.equal({ number: latest, hash: await hashOf(latest) });
    expect(await agreedBlock(nodes, 5)).to.deep.equal({ number: latest - 5, hash: await hashOf(latest - 5) });
    expect(await agreedBlock(nodes, latest + 5)).to.deep.equal({ number: 0, hash: await hashOf(0) });
  });

  it("says how many nodes do not have the same block, and every hash that they gave", async () => {
    const latest = await loadFixture(blocks);
    const other = await new AlteredNode().send("eth_getBlockByNumber", ["0x0", false]);
    expect(await saidBy(() => agreedBlock([provider, telling(other)]))).to.deep.equal({
      name: "NodesDisagree",
      message: `The 2 nodes do not have the same block ${latest - 2}.`,
      toDo: TO_DO,
      values: { number: latest - 2, hashes: [await hashOf(latest - 2), await hashOf(0)] },
    });
  });

  it("waits for nodes that lack the block: they do not disagree, they are late", async () => {
    const latest = await loadFixture(blocks);
    const lacking = telling(null);
    for (const [nodes, count] of [
      [[provider, provider, lacking], 1],
      [[lacking, lacking, lacking], 3],
    ] as const) {
      expect(await saidBy(() => agreedBlock(nodes))).to.deep.equal({
        name: "NodeBehind",
        message: `Not every node has block ${latest - 2} yet: ${count} of 3 lack it.`,
        toDo: "Try again in a little while; if it stays so, use another node in its place.",
        values: { number: latest - 2, lacking: count, nodes: 3 },
      });
      const error: unknown = await agreedBlock(nodes).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(RetryableError);
    }
  });

  it("says that nodes disagree also where a third is late", async () => {
    const latest = await loadFixture(blocks);
    const other = await new AlteredNode().send("eth_getBlockByNumber", ["0x0", false]);
    const said = await saidBy(() => agreedBlock([provider, telling(other), telling(null)]));
    expect(said).to.include({
      name: "NodesDisagree",
      message: `The 3 nodes do not have the same block ${latest - 2}.`,
    });
  });

  it("does not take one node's word", async () => {
    const latest = await loadFixture(blocks);
    expect(await saidBy(() => agreedBlock([provider]))).to.deep.equal({
      name: "NodesDisagree",
      message: "One node agrees with itself: that says nothing.",
      toDo: TO_DO,
      values: { number: latest - 2, hashes: [await hashOf(latest - 2)] },
    });
  });

  it("says when a node does not answer in time", async () => {
    const gone = new AlteredNode(() => {
      throw makeError("request timeout", "TIMEOUT", { operation: "request.send", reason: "timeout" });
    });
    expect((await saidBy(() => agreedBlock([provider, gone]))).name).to.equal("RpcTimeout");
  });
});

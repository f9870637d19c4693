import { expect } from "chai";
import { makeError, toQuantity } from "ethers";

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

  it("takes no block that one of the nodes lacks, or all", async () => {
    const latest = await loadFixture(blocks);
    const lacking = telling(null);
    for (const [nodes, hashes] of [
      [
        [provider, provider, lacking],
        [await hashOf(latest - 2), undefined],
      ],
      [[lacking, lacking, lacking], [undefined]],
    ] as const) {
      expect(await saidBy(() => agreedBlock(nodes))).to.deep.equal({
        name: "NodesDisagree",
        message: `The 3 nodes do not have the same block ${latest - 2}.`,
        toDo: TO_DO,
        values: { number: latest - 2, hashes },
      });
    }
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

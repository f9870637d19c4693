import { expect } from "chai";
import { FallbackProvider, toBeHex, toQuantity, ZeroHash } from "ethers";

import { fetchStateProof, openStateProof, rpcOf } from "../../../sdk/proof/stateProof.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import { AlteredNode } from "./alteredNode.js";
import { saidBy } from "./saidBy.js";

const CONTRACT = `0x${"c0".repeat(20)}`;

/** The first slots of the contract. */
function slots(count: number): string[] {
  return Array.from({ length: count }, (_, index) => toBeHex(index, 32));
}

/** A contract that keeps in each of its first 130 slots the slot's number and one, on a chain of 257 blocks and more. */
async function contract(): Promise<void> {
  await networkHelpers.setCode(CONTRACT, "0x00");
  for (const [index, slot] of slots(130).entries()) await networkHelpers.setStorageAt(CONTRACT, slot, index + 1);
  await networkHelpers.mine(258);
}

async function hashOf(block: number | "latest"): Promise<string> {
  return (await new AlteredNode().getBlock(block))!.hash!;
}

/** The parameters of the requests for proofs that a node was asked for. */
function requests({ asked }: AlteredNode): (readonly unknown[])[] {
  return asked.filter(({ method }) => method === "eth_getProof").map(({ params }) => params);
}

describe("sdk/proof: fetchStateProof", () => {
  for (const [count, sizes] of [
    [0, [0]],
    [1, [1]],
    [64, [64]],
    [65, [64, 1]],
    [128, [64, 64]],
    [130, [64, 64, 2]],
  ] as const) {
    it(`proves each of ${count} slots, and asks for ${sizes.join(", then ")}`, async () => {
      await loadFixture(contract);
      const [node, hash, wanted] = [new AlteredNode(), await hashOf("latest"), slots(count)];
      const proof = await fetchStateProof(node, CONTRACT, wanted, hash);
      expect(requests(node).map(([, part]) => (part as string[]).length)).to.deep.equal(sizes);
      expect(proof.slots.map(({ slot }) => slot)).to.deep.equal(wanted);
      const { read } = openStateProof(proof, CONTRACT, hash);
      expect(wanted.map(read)).to.deep.equal(wanted.map((_, index) => BigInt(index + 1)));
    });
  }

  it("asks for a slot once, however often it is wanted", async () => {
    await loadFixture(contract);
    const node = new AlteredNode();
    const [one, two] = slots(2) as [string, string];
    await fetchStateProof(node, CONTRACT, [one, two, one], await hashOf("latest"));
    expect(requests(node).map(([, part]) => part)).to.deep.equal([[one, two]]);
  });

  it("names the block as JSON-RPC writes numbers: without leading zeros, and 0x0 for the first", async () => {
    await loadFixture(contract);
    for (const [number, quantity] of [
      [0, "0x0"],
      [9, "0x9"],
      [16, "0x10"],
      [257, "0x101"],
    ] as const) {
      const node = new AlteredNode();
      await fetchStateProof(node, CONTRACT, [], await hashOf(number));
      // As text: Hardhat's deep equality takes 0x09 for 0x9.
      expect(JSON.stringify(requests(node))).to.equal(JSON.stringify([[CONTRACT, [], quantity]]));
      expect(quantity).to.equal(toQuantity(number));
    }
  });

  it("gives no slot that was asked for to a proof that was not", async () => {
    await loadFixture(contract);
    const talkative = new AlteredNode(({ method, answer }) => {
      if (method !== "eth_getProof") return answer;
      const told = answer as { storageProof: unknown[] };
      return { ...told, storageProof: [...told.storageProof, ...told.storageProof] };
    });
    const [slot] = slots(1) as [string];
    const proof = await fetchStateProof(talkative, CONTRACT, [slot], await hashOf("latest"));
    expect(proof.slots.map((one) => one.slot)).to.deep.equal([slot, "0x"]);
  });

  it("says that the node does not have the block", async () => {
    const { name, values } = await saidBy(() => fetchStateProof(new AlteredNode(), CONTRACT, [], ZeroHash));
    expect({ name, values }).to.deep.equal({ name: "BlockUnknown", values: { hash: ZeroHash } });
  });

  it("says in its own words why a node proves nothing", async () => {
    await loadFixture(contract);
    const pruned = new AlteredNode(({ method, answer }) => {
      if (method === "eth_getProof") throw new Error("missing trie node");
      return answer;
    });
    expect(await saidBy(async () => await fetchStateProof(pruned, CONTRACT, [], await hashOf(1)))).to.deep.equal({
      name: "NodeBehind",
      message: "The node does not have the block or the state that was asked for.",
      toDo: "Try again in a little while; for what is old, use a node that keeps the whole history.",
      values: {},
    });
  });
});

describe("sdk/proof: rpcOf", () => {
  it("gives the provider that speaks JSON-RPC, and says which to use when it does not", async () => {
    const provider = new AlteredNode();
    expect(rpcOf({ provider } as never)).to.equal(provider);
    const mute = new FallbackProvider([provider]);
    expect(await saidBy(() => rpcOf({ provider: mute } as never))).to.deep.equal({
      name: "NoRpc",
      message: "Proofs need a provider that sends JSON-RPC requests, and this one does not.",
      toDo: "Connect by rpcUrl, or with a JsonRpcProvider or BrowserProvider of ethers.",
      values: {},
    });
    await mute.destroy();
  });
});

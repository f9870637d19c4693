import { expect } from "chai";
import { encodeRlp, keccak256, ZeroAddress, ZeroHash } from "ethers";

import { RetryableError } from "../../../sdk/errors.js";
import { fetchHeader, readHeader } from "../../../sdk/proof/header.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import { AlteredNode } from "./alteredNode.js";
import { saidBy } from "./saidBy.js";

const EMPTY_TRIE = keccak256(encodeRlp("0x"));

/** The first block of Ethereum's mainnet: one of the first fork, with the 15 fields that every header has. */
const MAINNET = {
  hash: "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3",
  parentHash: ZeroHash,
  sha3Uncles: keccak256(encodeRlp([])),
  miner: ZeroAddress,
  stateRoot: "0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544",
  transactionsRoot: EMPTY_TRIE,
  receiptsRoot: EMPTY_TRIE,
  logsBloom: `0x${"00".repeat(256)}`,
  difficulty: "0x400000000",
  number: "0x0",
  gasLimit: "0x1388",
  gasUsed: "0x0",
  timestamp: "0x0",
  extraData: "0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa",
  mixHash: ZeroHash,
  nonce: "0x0000000000000042",
};

async function threeBlocks(): Promise<void> {
  await networkHelpers.mine(3);
}

/** A node that has this block, whatever it is asked for. */
function having(block: unknown): AlteredNode {
  return new AlteredNode(() => block);
}

/** A header of 15 fields, all 1, except these by their position. */
function headerWith(fields: Readonly<Record<number, string | string[]>>, count = 15): string {
  return encodeRlp(Array.from({ length: count }, (_, index) => fields[index] ?? "0x01"));
}

describe("sdk/proof: header", () => {
  it("gives Ethereum's first header, which lacks what later forks added, its hash", async () => {
    const rlp = await fetchHeader(having(MAINNET), MAINNET.hash);
    const read = { hash: MAINNET.hash, number: 0, timestamp: 0, stateRoot: MAINNET.stateRoot };
    expect(readHeader(rlp)).to.deep.equal(read);
    expect(await fetchHeader(having(MAINNET), `0x${MAINNET.hash.slice(2).toUpperCase()}`)).to.equal(rlp);
  });

  it("reads of a block what the node says of it, of the first as of the latest", async () => {
    await loadFixture(threeBlocks);
    const node = new AlteredNode();
    for (const tag of [0, 1, "latest"]) {
      const { hash, number, timestamp, stateRoot } = (await node.getBlock(tag))!;
      const rlp = await fetchHeader(node, hash!);
      expect(readHeader(rlp)).to.deep.equal({ hash, number, timestamp, stateRoot });
    }
  });

  it("says that a node does not have the block", async () => {
    expect(await saidBy(() => fetchHeader(new AlteredNode(), ZeroHash))).to.deep.equal({
      name: "BlockUnknown",
      message: `The node has no block ${ZeroHash}.`,
      toDo: "Try again in a little while, for the node may be late; else ask another node of the same chain.",
      values: { hash: ZeroHash },
    });
    const error: unknown = await fetchHeader(new AlteredNode(), ZeroHash).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(RetryableError);
  });

  for (const [what, changes] of [
    ["another state root", { stateRoot: EMPTY_TRIE }],
    ["a later block's time", { timestamp: "0x1" }],
    ["a field of a later fork", { baseFeePerGas: "0x1" }],
  ] as const) {
    it(`takes no block that the node tells with ${what}`, async () => {
      const told = { ...MAINNET, ...changes };
      expect(await saidBy(() => fetchHeader(having(told), MAINNET.hash))).to.deep.equal({
        name: "HeaderUnknown",
        message: `The fields that the node gives of block ${MAINNET.hash} do not hash to it.`,
        toDo: "Verify by calls instead of proofs: this chain's headers have fields that this release does not know, or the node lies.",
        values: { hash: MAINNET.hash, fields: Object.keys(told) },
      });
    });
  }

  it("reads a header of 15 fields, whatever else they are", () => {
    const rlp = headerWith({ 3: ZeroHash, 8: "0x0102", 11: "0x" });
    expect(readHeader(rlp)).to.deep.equal({ hash: keccak256(rlp), number: 258, timestamp: 0, stateRoot: ZeroHash });
  });

  for (const [what, rlp] of [
    ["nothing", "0x"],
    ["no hexadecimal text", "0xzz"],
    ["cut off", headerWith({}).slice(0, -2)],
    ["a list of nothing", encodeRlp([])],
    ["a list of 14 fields", headerWith({}, 14)],
    ["a text as long as a header", encodeRlp(`0x${"11".repeat(32)}`)],
    ["a header whose number is a list", headerWith({ 8: ["0x01"] })],
    ["a header whose time is a list", headerWith({ 11: [] })],
    ["a header whose state root is a list", headerWith({ 3: ["0x01"] })],
    ["a longer header whose state root is a list", headerWith({ 3: [ZeroHash] }, 21)],
  ] as const) {
    it(`takes for no header ${what}, and names no more of it than the beginning`, async () => {
      expect(await saidBy(() => readHeader(rlp))).to.deep.equal({
        name: "InvalidValueError",
        message: `"${rlp.slice(0, 40)}…" is no block header.`,
        toDo: "Give the header's RLP encoding, as the dossier that it came with has it.",
        values: { value: rlp },
      });
    });
  }
});

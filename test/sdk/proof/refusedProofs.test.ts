import { expect } from "chai";
import { encodeRlp, keccak256, toBeHex, ZeroHash, type RlpStructuredDataish } from "ethers";

import { openStateProof, type StateProof } from "../../../sdk/proof/stateProof.js";
import { trieOfOne } from "./handmadeTrie.js";
import { saidBy } from "./saidBy.js";

const LEDGER = `0x${"1e".repeat(20)}`;
const SLOT = toBeHex(7, 32);
const OTHER_SLOT = toBeHex(8, 32);

/** A contract that keeps nothing but a value in one slot, and the proof of it. */
function stored(value: RlpStructuredDataish) {
  const { root, proof } = trieOfOne(SLOT, encodeRlp(value));
  return { account: ["0x01", "0x", root, keccak256("0x00")], slots: [{ slot: SLOT, proof }] };
}

/** The proof of a block whose state is nothing but this account. */
function proofWith({ account, slots }: { account: RlpStructuredDataish; slots: StateProof["slots"] }, at = LEDGER) {
  const { root, proof } = trieOfOne(at, encodeRlp(account));
  const header = encodeRlp(Array.from({ length: 15 }, (_, index) => (index === 3 ? root : "0x01")));
  return { proof: { header, account: proof, slots } satisfies StateProof, block: keccak256(header) };
}

/** What is said of a proof that does not hold. */
function invalid(of: string, reason: string) {
  return {
    name: "ProofInvalid",
    message: `The proof of ${of} does not hold: ${reason}.`,
    toDo: "Fetch it from another node: this one was altered or is of another block.",
    values: { of, reason },
  };
}

describe("sdk/proof: openStateProof", () => {
  it("reads a slot that has a value, and one that has none", () => {
    const { account, slots } = stored("0x0102");
    const { proof, block } = proofWith({ account, slots: [...slots, { ...slots[0]!, slot: OTHER_SLOT }] });
    const { read, header } = openStateProof(proof, LEDGER, block);
    expect([read(SLOT), read(OTHER_SLOT)]).to.deep.equal([258n, 0n]);
    expect(header).to.include({ hash: block, number: 1, timestamp: 1 });
  });

  it("takes the block's hash in either case", () => {
    const { proof, block } = proofWith(stored("0x05"));
    expect(openStateProof(proof, LEDGER, `0x${block.slice(2).toUpperCase()}`).read(SLOT)).to.equal(5n);
  });

  it("refuses the proof of another block, and names both", async () => {
    const { proof, block } = proofWith(stored("0x05"));
    expect(await saidBy(() => openStateProof(proof, LEDGER, ZeroHash))).to.deep.equal({
      name: "BlockMismatch",
      message: `The proof is of block ${block}, and block ${ZeroHash} was asked for.`,
      toDo: "Give the hash of the block that the proof was made at, or fetch a proof at the other one.",
      values: { proved: block, expected: ZeroHash },
    });
  });

  it("says nothing of a slot that the proof leaves out", async () => {
    const { proof, block } = proofWith(stored("0x05"));
    const { read } = openStateProof(proof, LEDGER, block);
    expect(await saidBy(() => read(OTHER_SLOT))).to.deep.equal({
      name: "SlotUnproved",
      message: `The proof says nothing of slot ${OTHER_SLOT}.`,
      toDo: "Make the evidence again: it lacks something that its own trace names.",
      values: { slot: OTHER_SLOT },
    });
  });

  for (const [what, state, at] of [
    ["the state has nothing at the address", stored("0x05"), `0x${"0e".repeat(20)}`],
    ["the account is no list", { account: "0x01020304", slots: [] }, LEDGER],
    ["the account has too few fields", { account: ["0x01", "0x"], slots: [] }, LEDGER],
    ["its storage root is a list", { account: ["0x01", "0x", [ZeroHash], ZeroHash], slots: [] }, LEDGER],
  ] as const) {
    it(`finds no contract when ${what}`, async () => {
      const { proof, block } = proofWith({ ...state, account: state.account as RlpStructuredDataish }, at);
      const said = await saidBy(() => openStateProof(proof, LEDGER, block));
      expect(said).to.deep.equal(invalid(LEDGER, "there is no contract at it"));
    });
  }

  it("takes no list for the value of a slot", async () => {
    for (const value of [["0x05"], []]) {
      const { proof, block } = proofWith(stored(value));
      const said = await saidBy(() => openStateProof(proof, LEDGER, block));
      expect(said).to.deep.equal(invalid(SLOT, "its value is none"));
    }
  });

  it("says which slot's proof does not hold, and why", async () => {
    const { account, slots } = stored("0x05");
    const another = stored("0x06").slots[0]!.proof;
    for (const [nodes, reason] of [
      [another, "a node is not the one named"],
      [[], "the nodes end before the key does"],
      [[...slots[0]!.proof, ...another], "there are nodes behind the leaf"],
    ] as const) {
      const { proof, block } = proofWith({ account, slots: [{ slot: SLOT, proof: nodes }] });
      expect(await saidBy(() => openStateProof(proof, LEDGER, block))).to.deep.equal(invalid(SLOT, reason));
    }
  });

  it("says that the account's proof does not hold, and why", async () => {
    const { proof, block } = proofWith(stored("0x05"));
    const said = await saidBy(() => openStateProof({ ...proof, account: [] }, LEDGER, block));
    expect(said).to.deep.equal(invalid(LEDGER, "the nodes end before the key does"));
  });
});

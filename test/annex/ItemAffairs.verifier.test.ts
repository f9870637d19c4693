import { expect } from "chai";
import { AbiCoder, concat, hexlify, id as hash, keccak256, randomBytes, ZeroHash } from "ethers";

import { batchId, lotKey } from "../../sdk/ids.js";
import { loadFixture } from "../support/chain.js";
import { batchDetails, GTIN, world } from "../support/world.js";

/** What a verifier answers with when a signature is good (ERC-7913), as a word. */
const YES = hash("verify(bytes,bytes32,bytes)").slice(0, 10).padEnd(66, "0");
const LOT = lotKey("VERIFIER");

const coder = AbiCoder.defaultAbiCoder();

describe("ItemAffairs: a label behind a verifier that fails", () => {
  /**
   * A batch whose root its maker chose so that the ledger, when it proves an item, leaves the verifier's yes where a failing
   * call would leave its answer.
   */
  async function prepared() {
    const w = await world();
    const { ledger, cast } = w;
    const { factory } = cast;
    const batch = batchId(GTIN, LOT);
    const labelSigner = concat([(await ledger.verifiers()).webAuthn, randomBytes(64)]);
    let serialHash = ZeroHash;
    let leaf = ZeroHash;
    // The smaller hash of a pair comes first.
    for (let serial = 0; BigInt(leaf) <= BigInt(YES); serial++) {
      serialHash = hash(`serial ${serial}`);
      const values = coder.encode(["bytes32", "bytes32", "bytes32"], [batch, serialHash, keccak256(labelSigner)]);
      leaf = keccak256(keccak256(values));
    }
    const details = batchDetails({ lotKey: LOT, itemsRoot: keccak256(concat([YES, leaf])) });
    await (await ledger.connect(factory.account).registerBatch(factory.id, details)).wait();
    const { unit, expiry, itemsRoot, dataHash } = details;
    const described = { batch, serialHash, labelSigner, unit, expiry, itemsRoot, dataHash };
    return { ledger, batch, serialHash, item: { ...described, root: ZeroHash, labelProof: [], proof: [YES] } };
  }

  it("is not activated by what was in memory before", async () => {
    const { ledger, batch, serialHash, item } = await loadFixture(prepared);
    // Looking so far into its text takes the verifier all the gas there is.
    const nowhere = 2n ** 255n;
    const types = ["bytes32", "bytes32", "uint256", "uint256", "bytes", "string"];
    const assertion = coder.encode(types, [ZeroHash, ZeroHash, 0, nowhere, hexlify(randomBytes(37)), "{}"]);
    await expect(ledger.activateItem.staticCall(item, assertion, { gasLimit: 5_000_000 }))
      .to.be.revertedWithCustomError(ledger, "LabelSignatureInvalid")
      .withArgs(batch, serialHash);
  });
});

import { AbiCoder, concat, id as hash, keccak256, ZeroHash } from "ethers";

import { batchId, lotKey } from "../../../sdk/ids.js";
import { activationDigest } from "../../../sdk/signing/activationDigest.js";
import { ethers } from "../../support/chain.js";
import { accountKey } from "../../support/signers.js";
import { batchDetails, type World } from "../../support/world.js";
import { mined, operation, type Operation } from "../operation.js";

/** A tree of a million leaves is this many levels high. */
const LEVELS = 20;

/** An item of a batch of 1,000,000 is opened: its label signs, and anybody sends it. */
export async function measureActivation(w: World): Promise<Operation> {
  const { factory } = w.cast;
  const hidden = (await ethers.getSigners()).at(-2);
  if (hidden === undefined) throw new Error("The chain has too few accounts.");
  const label = accountKey(hidden.address);
  const lot = lotKey("MILLION.LABELS");
  const batch = batchId(w.product, lot);
  const serialHash = hash("one serial of a million");
  const leaf = AbiCoder.defaultAbiCoder().encode(
    ["bytes32", "bytes32", "bytes32"],
    [batch, serialHash, keccak256(label.signer)],
  );
  // What stands beside the path costs the same whatever it is.
  const proof = Array.from({ length: LEVELS }, (_, level) => hash(`beside level ${level}`));
  const itemsRoot = proof.reduce(
    (node, beside) => keccak256(node < beside ? concat([node, beside]) : concat([beside, node])),
    keccak256(keccak256(leaf)),
  );
  const details = batchDetails({ lotKey: lot, quantity: 1_000_000n, itemsRoot });
  await mined(w.ledger.connect(factory.account).registerBatch(factory.id, details));
  const { chainId } = await ethers.provider.getNetwork();
  const ledger = { chainId, address: await w.ledger.getAddress() };
  const signature = await label.sign(activationDigest(ledger, { batch, serialHash }));
  const { unit, expiry, dataHash } = details;
  const item = { batch, serialHash, labelSigner: label.signer, itemsRoot, proof, unit, expiry, dataHash };
  return operation(
    await mined(w.ledger.connect(w.outsider).activateItem({ ...item, root: ZeroHash, labelProof: [] }, signature)),
  );
}

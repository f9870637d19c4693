import { Wallet, ZeroHash } from "ethers";

import type { BatchId } from "../../sdk/ids.js";
import { serialHashOf } from "../../sdk/manifest/itemProof.js";
import { itemTree } from "../../sdk/manifest/itemTree.js";
import type { Mined } from "../../sdk/operations/receipt.js";
import { accountKey } from "../../sdk/signing/signingKey.js";
import { batchOf, type Goods, type Label, type Labels, type Stage } from "./stage.js";
import type { ScenarioActivation } from "./steps.js";

/** Makes a label for each serial number, with a hidden key of its own, and the Merkle tree over them. */
export async function makeLabels(batch: BatchId, serials: readonly string[]): Promise<Labels> {
  if (serials.length === 0) return { root: ZeroHash, of: new Map() };
  const keys = serials.map((serial) => ({ serial, key: Wallet.createRandom() }));
  const tree = await itemTree(
    batch,
    keys.map(({ serial, key }) => ({ serial, labelSigner: key.address })),
  );
  const { root } = tree;
  return { root, of: new Map(keys.map(({ serial, key }) => [serial, { ...tree.prove(serial), root, key }])) };
}

/** The label of an item is opened: its key signs, and anybody sends it. */
export async function activate({ client, relayer }: Stage, goods: Goods, step: ScenarioActivation): Promise<Mined> {
  const { id: batch, labels } = batchOf(goods, step.batch);
  const { serialHash, key, proof } = labelShown(labels, step);
  const labelled = { batch, serialHash, labelSigner: key.address, proof };
  return await client
    .as(relayer)
    .items.activate(labelled, await accountKey(key))
    .send();
}

/**
 * The label that is opened. A counterfeiter has no more than the outside of genuine ones: so his hides a key of his own, and
 * its proof is that of the item that it copies; of a number that he made up, that of any.
 */
function labelShown({ of }: Labels, { item, copied }: ScenarioActivation): Label {
  const genuine = of.get(item);
  if (genuine !== undefined && !copied) return genuine;
  const [model] = genuine === undefined ? of.values() : [genuine];
  if (model === undefined) throw new Error(`No item of the batch of "${item}" has a label.`);
  return { ...model, serialHash: serialHashOf(item), key: Wallet.createRandom() };
}

import { Wallet, ZeroHash } from "ethers";

import type { BatchId } from "../../sdk/ids.js";
import { itemTree } from "../../sdk/manifest/itemTree.js";
import type { Mined } from "../../sdk/operations/receipt.js";
import { accountKey } from "../../sdk/signing/signingKey.js";
import type { ScenarioActivation } from "./scenario.js";
import type { Goods, Label, Labels, Stage } from "./stage.js";

/** Makes a label for each serial number, with a hidden key of its own, and the Merkle tree over them. */
export async function makeLabels(batch: BatchId, serials: readonly string[]): Promise<Labels> {
  if (serials.length === 0) return { root: ZeroHash, of: new Map() };
  const keys = serials.map((serial) => ({ serial, key: Wallet.createRandom() }));
  const tree = await itemTree(
    batch,
    keys.map(({ serial, key }) => ({ serial, labelSigner: key.address })),
  );
  const labelOf = (serial: string, key: Label["key"]): Label => {
    const { serialHash, proof } = tree.prove(serial);
    return { serialHash, key, proof };
  };
  return { root: tree.root, of: new Map(keys.map(({ serial, key }) => [serial, labelOf(serial, key)])) };
}

/** The label of an item is opened: its key signs, and anybody sends it. */
export async function activate(
  { client, relayer }: Stage,
  { batch, labels }: Goods,
  { item }: ScenarioActivation,
): Promise<Mined> {
  const label = labels.of.get(item);
  if (label === undefined) throw new Error(`"${item}" has no label.`);
  const { serialHash, key, proof } = label;
  const labelled = { batch, serialHash, labelSigner: key.address, proof };
  return await client
    .as(relayer)
    .items.activate(labelled, await accountKey(key))
    .send();
}

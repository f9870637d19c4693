import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { id as hash, keccak256, Wallet, ZeroHash } from "ethers";

import type { BatchId } from "../../sdk/ids.js";
import type { Mined } from "../../sdk/operations/receipt.js";
import { accountKey } from "../../sdk/signing/signingKey.js";
import type { ScenarioActivation } from "./scenario.js";
import type { Goods, Label, Labels, Stage } from "./stage.js";

/** What a leaf of the tree holds: the batch, the serial number's hash and the hidden key's. */
const LEAF = ["bytes32", "bytes32", "bytes32"];

/** Makes a label for each serial number, with a hidden key of its own, and the Merkle tree over them. */
export function makeLabels(batch: BatchId, serials: readonly string[]): Labels {
  if (serials.length === 0) return { root: ZeroHash, of: new Map() };
  const labels = serials.map((serial) => ({ serial, serialHash: hash(serial), key: Wallet.createRandom() }));
  const leaves = labels.map(({ serialHash, key }) => [batch, serialHash, keccak256(key.address)]);
  const tree = StandardMerkleTree.of(leaves, LEAF);
  return {
    root: tree.root,
    of: new Map(
      labels.map(({ serial, ...label }, index): [string, Label] => [serial, { ...label, proof: tree.getProof(index) }]),
    ),
  };
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

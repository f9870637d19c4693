import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { dataLength, dataSlice, getAddress, keccak256, recoverAddress, ZeroHash } from "ethers";

import { batchStatement } from "../../sdk/hashing/batchStatement.js";
import type { BatchId } from "../../sdk/ids.js";
import { activationDigest } from "../../sdk/signing/activationDigest.js";
import { HANDLING, requireSignerAt, requireStanding, type Actor } from "./entitlement.js";
import { bytes5, isUnLocode } from "./places.js";
import { isAppointed, LABELLER } from "./products.js";
import { refuse } from "./refusal.js";
import { keyOf, put, type State } from "./state.js";

/** Labels put on units of a batch after it was registered. */
export interface Labelling {
  readonly batch: BatchId;
  readonly root: string;
  readonly quantity: bigint;
  readonly place: string;
}

/** An item of a batch and that its label was made with it: `ItemProof` in `contracts/interfaces/IItems.sol`. */
export interface ItemProof {
  readonly batch: BatchId;
  readonly serialHash: string;
  /** The address of an account, or nothing: the model checks no other signatures. */
  readonly labelSigner: string;
  readonly itemsRoot: string;
  readonly proof: readonly string[];
  readonly unit: string;
  readonly expiry: number;
  readonly dataHash: string;
  readonly root: string;
  readonly labelProof: readonly string[];
}

/** An appointed labeller gives units labels, never more units than the batch has. */
export function labelItems(state: State, actor: Actor, { batch: id, root, quantity, place }: Labelling): State {
  requireSignerAt(state, actor, HANDLING, place);
  requireStanding(state, actor.party);
  const batch = state.batches.get(id);
  if (batch === undefined) refuse("BatchUnknown", id);
  if (!isAppointed(state, batch.product, actor.party, LABELLER)) refuse("NotLabeller", id, actor.party);
  if (!isUnLocode(place)) refuse("PlaceInvalid", bytes5(place));
  if (root === ZeroHash) refuse("RootInvalid", root);
  if (quantity === 0n) refuse("QuantityInvalid", 0n);
  if (batch.labels.has(root)) refuse("RootExists", id, root);
  const { labelled } = batch;
  const available = batch.quantity > labelled ? batch.quantity - labelled : 0n;
  if (quantity > available) refuse("LabelsExceedBatch", id, quantity, available);
  const labels = new Set([...batch.labels, root]);
  return { ...state, batches: put(state.batches, id, { ...batch, labels, labelled: labelled + quantity }) };
}

/** The hidden key of an item's label signs, once and for all. */
export function activateItem(state: State, now: number, item: ItemProof, signature: string): State {
  const { batch: id, serialHash } = item;
  const key = keyOf(id, serialHash);
  const earlier = state.activations.get(key);
  if (earlier !== undefined) refuse("AlreadyActivated", id, serialHash, earlier);

  const batch = state.batches.get(id);
  const [said, kept] = [batchStatement(item), batch?.statement ?? ZeroHash];
  if (said !== kept) refuse("StatementMismatch", id, said, kept);
  if (item.root !== ZeroHash) {
    if (batch?.labels.has(item.root) !== true) refuse("RootUnknown", id, item.root);
    requireUnder(item, item.root, item.labelProof);
  } else if (item.itemsRoot === ZeroHash) {
    refuse("RootUnknown", id, ZeroHash);
  }
  if (item.itemsRoot !== ZeroHash) requireUnder(item, item.itemsRoot, item.proof);

  if (dataLength(item.labelSigner) === 0) refuse("LabelWithoutKey", id, serialHash);
  if (!isSigned(state, item, signature)) refuse("LabelSignatureInvalid", id, serialHash);
  return { ...state, activations: put(state.activations, key, now) };
}

/** The item is a leaf under the root. */
function requireUnder({ batch, serialHash, labelSigner }: ItemProof, root: string, proof: readonly string[]): void {
  const leaf = [batch, serialHash, keccak256(labelSigner)];
  if (!StandardMerkleTree.verify(root, ["bytes32", "bytes32", "bytes32"], leaf, [...proof])) {
    refuse("ItemNotUnderRoot", batch, serialHash, root);
  }
}

function isSigned({ chainId, address }: State, { batch, serialHash, labelSigner }: ItemProof, signature: string) {
  try {
    const digest = activationDigest({ chainId, address }, { batch, serialHash });
    return recoverAddress(digest, signature) === getAddress(dataSlice(labelSigner, 0, 20));
  } catch {
    // What cannot be recovered is signed by nobody.
    return false;
  }
}

import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { AbiCoder, id as hashOf, keccak256, Wallet } from "ethers";

import { CHECKPOINT_TYPE } from "../../sdk/hashing/checkpointStep.js";
import type { Particulars } from "../../sdk/hashing/hashParticulars.js";
import type { BatchId, ConsignmentId } from "../../sdk/ids.js";
import { bytes5 } from "../model/places.js";
import type { BatchDetails } from "../model/batches.js";
import type { Proof } from "../model/proof.js";
import { goodsOf, type State, type Step } from "../model/state.js";
import { pack } from "../model/word.js";

/** The words of a checkpoint's step: its type, the consignment and the fields of the record. */
const STEP = [
  ...["bytes32", "bytes32", "uint32", "uint8", "uint8", "bytes5", "uint40", "bytes32", "uint8", "bytes32"],
  ...["uint32", "uint32", "bytes32", "uint40", "uint256"],
];

/** Keys that lie hidden in labels. */
export const LABEL_KEYS = ["label 1", "label 2", "label 3"].map((text) => new Wallet(hashOf(text)));

/** What its author knows of a batch beside what the ledger keeps. */
export interface BatchNote {
  readonly details: BatchDetails;
  readonly serials: readonly string[];
}

/** What those who write keep of what they wrote, since the ledger keeps hashes. */
export class Notes {
  /** By the hash of the record that they came with. */
  readonly particulars = new Map<string, Particulars>();
  readonly batches = new Map<BatchId, BatchNote>();
  /** Roots of labels put on later, and the serial hashes under them. */
  readonly labels = new Map<string, readonly string[]>();
}

/** The tree of a batch's items, each with a key of its own. */
export function treeOf(batch: BatchId, serials: readonly string[]) {
  const leaves = serials.map((serial, index) => [batch, serial, keccak256(labelKey(index).address)]);
  return StandardMerkleTree.of(leaves, ["bytes32", "bytes32", "bytes32"]);
}

/** The key of the item at this place in its tree. */
export function labelKey(index: number): Wallet {
  const key = LABEL_KEYS[index % LABEL_KEYS.length];
  if (key === undefined) throw new Error("There are no label keys.");
  return key;
}

/**
 * Proves that the goods' history has the record at this step.
 *
 * @param blind Gives later records by their hash alone.
 */
export function prove(state: State, id: ConsignmentId, index: number, notes: Notes, blind: boolean): Proof | undefined {
  const { history } = goodsOf(state, id);
  const step = history[index];
  if (step?.record === undefined) return undefined;
  const { record, headBefore } = step;
  const particulars = notes.particulars.get(record.c.basedOn);
  return {
    past: record,
    headBefore,
    later: history.slice(index + 1).map((later) => (blind ? later.hash : told(later))),
    particulars: particulars === undefined ? [] : [particulars],
  };
}

/** A later record in full, so that the ledger sees what it did; of any other step the hash. */
function told({ hash, record }: Step): string {
  if (record === undefined) return hash;
  const { c, signer, now, before } = record;
  return AbiCoder.defaultAbiCoder().encode(STEP, [
    hashOf(CHECKPOINT_TYPE),
    ...[c.consignment, c.party, c.kind, c.role, bytes5(c.place), c.occurredAt, c.basedOn, c.detail, c.dataHash],
    ...[c.next, c.principal, signer, now, pack(before)],
  ]);
}

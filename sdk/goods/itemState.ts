import { keccak256 } from "ethers";

import type { ItemState } from "../crossReference/matter.js";
import type { BatchId } from "../ids.js";
import { isOnManifest, type ManifestProof } from "../manifest/itemProof.js";
import type { Trace } from "../trace/trace.js";
import type { ItemSource } from "./itemSource.js";

/** A proof that an item is under a root, of which the ledger must know that it is one of the batch's. */
export interface RootProof extends ManifestProof {
  readonly root: string;
}

/** What a label, or whoever serves its proofs, says of an item beyond the serial. Nothing of it is believed unchecked. */
export interface ItemEvidence {
  readonly proofs?: readonly RootProof[];
}

/** One item that is asked about. It may come from anywhere: all that is concluded from it rests on the ledger. */
export interface AskedItem {
  readonly batch: BatchId;
  /** keccak256 of the serial number. */
  readonly serialHash: string;
  readonly proofs: readonly RootProof[];
}

/** keccak256 of no bytes: the signer of a plain label. */
const NO_SIGNER = keccak256("0x");

/**
 * What the ledger knows of one item: when it was activated, and under which of the batch's roots it is proved. Where the maker
 * listed the items, a later labeller's root counts only for an item of that list, as it does for activation on the ledger
 * (`contracts/registers/ItemRegister.sol`).
 *
 * @param trace Verified: its batches say under which root their makers listed the items.
 */
export async function itemStateOf({ batches }: Trace, item: AskedItem, source: ItemSource): Promise<ItemState> {
  const { batch, serialHash } = item;
  const activatedAt = Number(await source.activatedAt(batch, serialHash));
  const itemsRoot = batches.get(batch)?.itemsRoot.toLowerCase();
  // Of a batch that is not in the goods no proof says anything about them.
  const valid = itemsRoot === undefined ? [] : proofsOf(item);
  const labellings = await Promise.all(
    valid.map(async ({ root }) => {
      const { labeller, place, labelledAt } = await source.labelling(batch, root);
      return labelledAt === 0n ? [] : [{ root, labeller, place }];
    }),
  );
  const later = labellings.flat();
  const isListed = valid.some(({ root }) => root === itemsRoot);
  const isKnown = (root: string): boolean => root === itemsRoot || later.some((labelling) => labelling.root === root);
  const counts = isListed || BigInt(itemsRoot ?? 0) === 0n;
  const known = counts ? valid.filter(({ root }) => isKnown(root)) : [];
  return {
    activatedAt,
    hasKey: known.some(({ signerHash }) => signerHash.toLowerCase() !== NO_SIGNER),
    provedUnder: known.map(({ root }) => root),
    labellings: later,
  };
}

/** The proofs of the item that hold, one a root. */
function proofsOf({ batch, serialHash, proofs }: AskedItem): RootProof[] {
  const valid = proofs.filter((proof) => proof.serialHash === serialHash && isOnManifest(proof.root, batch, proof));
  const byRoot = new Map(valid.map((proof) => [proof.root.toLowerCase(), proof]));
  return [...byRoot].map(([root, proof]) => ({ ...proof, root }));
}

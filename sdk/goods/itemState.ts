import { keccak256, ZeroHash } from "ethers";

import { requireBytes32 } from "../bytes32.js";
import type { ItemState } from "../crossReference/matter.js";
import { requireList, requireObject } from "../given.js";
import type { BatchId } from "../ids.js";
import { isOnManifest, type ManifestProof } from "../manifest/itemProof.js";
import type { Trace } from "../trace/trace.js";
import type { ItemSource } from "./itemSource.js";
import { linesOf } from "./linesOf.js";

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
 * Refuses what cannot be asked about. The proofs in it may be anything: what shows nothing does not count.
 *
 * @throws InvalidValueError when the batch or the serial's hash is none, or the proofs are no list.
 */
export function requireItem(item: AskedItem): void {
  requireObject("item", item);
  requireBytes32("batch of an item", item.batch);
  requireBytes32("hash of a serial number", item.serialHash);
  requireList("list of proofs", item.proofs);
}

/**
 * What the ledger knows of one item: when it was activated, and under which of the batch's roots it is proved. Where the maker
 * listed the items, a later labeller's root counts only for an item of that list, as it does for activation on the ledger
 * (`contracts/registers/ItemRegister.sol`).
 *
 * @param traces The verified trace, whose batches say under which root their makers listed the items; then those of other
 * consignments that the item may be in.
 */
export async function itemStateOf(
  traces: readonly [Trace, ...Trace[]],
  item: AskedItem,
  source: ItemSource,
): Promise<ItemState> {
  const { batch, serialHash } = item;
  const [{ batches }] = traces;
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
  const roots = new Set(valid.map(({ root }) => root));
  return {
    activatedAt,
    hasKey: known.some(({ signerHash }) => signerHash.toLowerCase() !== NO_SIGNER),
    provedUnder: known.map(({ root }) => root),
    labellings: later,
    loadings: loadingsIn(traces, batch).filter(({ root }) => roots.has(root)),
  };
}

/** The proofs of the item that hold, one a root, which is in small digits. */
export function proofsOf({ batch, serialHash, proofs }: AskedItem): RootProof[] {
  const valid = proofs.filter(
    (proof) => isProofOf(proof) && proof.serialHash.toLowerCase() === serialHash.toLowerCase(),
  );
  const byRoot = new Map(valid.map((proof) => [proof.root.toLowerCase(), proof]));
  return [...byRoot].map(([root, proof]) => ({ ...proof, root }));

  function isProofOf(proof: RootProof | null | undefined): proof is RootProof {
    return isOnManifest(proof?.root, batch, proof);
  }
}

/**
 * The roots of exact items with which lines of a batch were loaded, each once, in small digits. A part has the lines' own roots of what it was
 * split off, and so have released units that came back; so two roots were always loaded apart.
 *
 * @returns Empty for a consignment that was voided: its items are where they were before.
 */
export function exactItemsIn({ creation, records }: Trace, batch: BatchId): string[] {
  if (records.some(({ kind }) => kind === "Voided")) return [];
  const lines = linesOf(batch, creation.lines);
  const roots = new Set(lines.map(({ items }) => items.toLowerCase()));
  roots.delete(ZeroHash);
  return [...roots];
}

/** The lines of exact items of several consignments; of one with values that the ledger cannot have recorded none. */
function loadingsIn(traces: readonly Trace[], batch: BatchId): ItemState["loadings"] {
  return traces.flatMap((trace) => {
    try {
      return exactItemsIn(trace, batch).map((root) => ({ root, consignment: trace.consignment }));
    } catch {
      return [];
    }
  });
}

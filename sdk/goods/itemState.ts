import type { WaymarkClient } from "../client.js";
import type { ItemState } from "../crossReference/matter.js";
import type { BatchId } from "../ids.js";
import { isOnManifest, serialHashOf, type ManifestProof } from "../manifest/itemProof.js";
import { fromBytes5 } from "../places/scope.js";

/** What a label, or whoever serves its proof, says of an item beyond the serial. */
export interface ItemEvidence {
  /** Whether its label hides a key: a second code under a scratch-off field, or a chip. */
  readonly hasKey: boolean;
  /** Proofs that it is under roots of the batch, each with the root; what they prove is checked. */
  readonly proofs?: readonly (ManifestProof & { readonly root: string })[];
}

/**
 * What the ledger knows of one item: whether its label was used, and under which of the batch's roots it is proved.
 *
 * @param itemsRoot The root that the maker gave with the batch; zeros = none.
 */
export async function readItemState(
  { ledger }: WaymarkClient,
  batch: BatchId,
  itemsRoot: string,
  serial: string,
  { hasKey, proofs = [] }: ItemEvidence,
  block: number,
): Promise<ItemState> {
  const at = { blockTag: block };
  const serialHash = serialHashOf(serial);
  const own = proofs.filter((proof) => proof.serialHash === serialHash && isOnManifest(proof.root, batch, proof));
  const labellings = await Promise.all(
    own.map(async ({ root }) => {
      const { labeller, place, labelledAt } = await ledger.labellingOf(batch, root, at);
      return labelledAt === 0n ? [] : [{ root, labeller, place: fromBytes5(place) }];
    }),
  );
  const later = labellings.flat();
  const known = (root: string): boolean => root === itemsRoot || later.some((labelling) => labelling.root === root);
  return {
    activatedAt: Number(await ledger.activatedAt(batch, serialHash, at)),
    hasKey,
    provedUnder: own.map(({ root }) => root).filter(known),
    labellings: later,
  };
}

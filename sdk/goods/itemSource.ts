import { isHexString, toBeHex } from "ethers";

import type { WaymarkClient } from "../client.js";
import type { BatchId, PartyId } from "../ids.js";
import { fromBytes5, type Scope } from "../places/scope.js";
import { bitsOf } from "../proof/bits.js";
import { activationSlot, labellingSlot, type Slot } from "../proof/slots.js";
import type { ProvenState } from "../proof/stateProof.js";
import type { AskedItem, RootProof } from "./itemState.js";

/** What the ledger keeps of items at one block. */
export interface ItemSource {
  /** Chain time of the activation, seconds; 0 = never. */
  readonly activatedAt: (batch: BatchId, serialHash: string) => Promise<bigint>;
  /** What was labelled under a root; `labelledAt` is 0 when nothing was. */
  readonly labelling: (
    batch: BatchId,
    root: string,
  ) => Promise<{ readonly labeller: PartyId; readonly place: Scope; readonly labelledAt: bigint }>;
}

/** As a node answers. */
export function askedItems({ ledger }: WaymarkClient, block: number): ItemSource {
  const at = { blockTag: block };
  return {
    activatedAt: async (batch, serialHash) => await ledger.activatedAt(batch, serialHash, at),
    labelling: async (batch, root) => {
      const { labeller, place, labelledAt } = await ledger.labellingOf(batch, root, at);
      return { labeller, place: fromBytes5(place), labelledAt };
    },
  };
}

/** As slots prove. */
export function provenItems(read: ProvenState["read"]): ItemSource {
  return {
    activatedAt: (batch, serialHash) => Promise.resolve(bitsOf(read(activationSlot(batch, serialHash)), 0, 40)),
    labelling: (batch, root) => {
      const slot = read(labellingSlot(batch, root));
      return Promise.resolve({
        labeller: bitsOf(slot, 0, 32),
        place: fromBytes5(toBeHex(bitsOf(slot, 32, 40), 5)),
        labelledAt: bitsOf(slot, 136, 40),
      });
    },
  };
}

/** The slots that a check by proof reads. */
export function itemSlotsOf(item: AskedItem | undefined): Slot[] {
  if (item === undefined) return [];
  const { batch, serialHash, proofs } = item;
  // What has not the form of a proof shows nothing.
  const roots = proofs
    .map((proof: RootProof | null | undefined) => proof?.root)
    .filter((root) => isHexString(root, 32));
  return [activationSlot(batch, serialHash), ...roots.map((root) => labellingSlot(batch, root))];
}

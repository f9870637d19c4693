import { requireObject } from "../given.js";
import type { BatchId } from "../ids.js";
import { signingDomain, type SigningLedger } from "./signingDomain.js";
import { ACTIVATION_TYPES, type TypedData } from "./typedData.js";

/** One labelled item. */
export interface Item {
  readonly batch: BatchId;
  /** Hash of its serial number, as in the leaf of the batch's tree: 32 bytes. */
  readonly serialHash: string;
}

/**
 * What the key hidden in a label signs, once, when the item is opened. It has neither nonce nor deadline: the ledger takes one
 * activation of an item, ever.
 *
 * @throws InvalidValueError when there is no ledger or item.
 * @example const signature = await signWithAccount(labelKey, activationTypedData(waymark, { batch, serialHash }));
 */
export function activationTypedData(ledger: SigningLedger, item: Item): TypedData {
  requireObject("item", item);
  const { batch, serialHash } = item;
  return { domain: signingDomain(ledger), types: ACTIVATION_TYPES, value: { batch, serial: serialHash } };
}

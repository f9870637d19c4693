import { activationTypedData, type Item } from "./activationTypedData.js";
import { digestOf } from "./digestOf.js";
import type { SigningLedger } from "./signingDomain.js";

/**
 * The 32 bytes that the key hidden in a label signs, as 0x and 64 hexadecimal digits: for chips that sign digests.
 *
 * @throws InvalidValueError when the ledger or the item is none.
 * @example const digest = activationDigest(waymark, { batch, serialHash });
 */
export function activationDigest(ledger: SigningLedger, item: Item): string {
  return digestOf(activationTypedData(ledger, item));
}

import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { checkpointsTypedData, type CheckpointsOptions } from "./checkpointsTypedData.js";
import { digestOf } from "./digestOf.js";
import type { SigningLedger } from "./signingDomain.js";
import type { SigningTerms } from "./signingTerms.js";

/**
 * The 32 bytes that a key signs for records, as 0x and 64 hexadecimal digits: for keys that sign digests (P-256, passkeys).
 *
 * @throws InvalidValueError as {@link checkpointsTypedData}; when a field of a record, or a term, is none.
 * @example const digest = checkpointsDigest(waymark, [checkpoint], { signer, nonce, deadline });
 */
export function checkpointsDigest(
  ledger: SigningLedger,
  records: readonly CheckpointStruct[],
  terms: SigningTerms,
  options: CheckpointsOptions = {},
): string {
  return digestOf(checkpointsTypedData(ledger, records, terms, options));
}

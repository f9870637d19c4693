import { actTypedData, type Act } from "./actTypedData.js";
import { digestOf } from "./digestOf.js";
import type { SigningLedger } from "./signingDomain.js";
import type { SigningTerms } from "./signingTerms.js";

/**
 * The 32 bytes that a key signs for a call of the ledger, as 0x and 64 hexadecimal digits.
 *
 * @throws InvalidValueError when the ledger, the call or a term is none.
 * @example const digest = actDigest(waymark, { party, call }, { signer, nonce, deadline });
 */
export function actDigest(ledger: SigningLedger, act: Act, terms: SigningTerms): string {
  return digestOf(actTypedData(ledger, act, terms));
}

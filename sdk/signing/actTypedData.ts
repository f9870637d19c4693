import { requireObject } from "../given.js";
import type { PartyId } from "../ids.js";
import { signingDomain, type SigningLedger } from "./signingDomain.js";
import type { SigningTerms } from "./signingTerms.js";
import { ACT_TYPES, type TypedData } from "./typedData.js";

/** A call of the ledger in the name of a key. */
export interface Act {
  /** The party whose nonces of this key it uses; normally the one the call is about. */
  readonly party: PartyId;
  /** Selector and arguments, 0x and hexadecimal digits. */
  readonly call: string;
}

/**
 * What a key signs for anything that is not a record: adding a signer, a mandate, a batch, burning nonces. Sent through
 * `relay`.
 *
 * @throws InvalidValueError when there is no ledger, act or set of terms.
 * @example
 * const call = waymark.ledger.interface.encodeFunctionData("setMandate", [party, broker, roleSet(["Broker"])]);
 * const signature = await signWithAccount(manager, actTypedData(waymark, { party, call }, { signer, nonce, deadline }));
 */
export function actTypedData(ledger: SigningLedger, act: Act, terms: SigningTerms): TypedData {
  requireObject("act", act);
  requireObject("set of terms", terms);
  return { domain: signingDomain(ledger), types: ACT_TYPES, value: { ...terms, ...act } };
}

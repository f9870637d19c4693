import type { TypedDataDomain } from "ethers";

import { parseAddress } from "../address.js";
import { requireChainId } from "../chainId.js";
import { requireObject } from "../given.js";

/** The ledger that a signature is for: what a `WaymarkClient` knows of it. */
export interface SigningLedger {
  readonly chainId: bigint;
  /** Its address. */
  readonly address: string;
}

/**
 * The EIP-712 domain of a ledger: a signature for it is worth nothing on another chain or for another contract. It equals
 * what the ledger's own `eip712Domain()` says (ERC-5267).
 *
 * @throws InvalidValueError when chain or address are none: what is left out of a domain is not signed.
 * @example await wallet.signTypedData(signingDomain(waymark), ACT_TYPES, act);
 */
export function signingDomain(ledger: SigningLedger): TypedDataDomain {
  requireObject("ledger", ledger);
  const { chainId, address } = ledger;
  requireChainId(chainId);
  parseAddress(address, "ledger");
  return { name: "Waymark", version: "1", chainId, verifyingContract: address };
}

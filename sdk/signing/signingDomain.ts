import type { TypedDataDomain } from "ethers";

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
 * @example await wallet.signTypedData(signingDomain(waymark), ACT_TYPES, act);
 */
export function signingDomain({ chainId, address }: SigningLedger): TypedDataDomain {
  return { name: "Waymark", version: "1", chainId, verifyingContract: address };
}

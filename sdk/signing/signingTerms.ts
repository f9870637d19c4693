import type { SignerId } from "../ids.js";

/** What goes into every signature of a party's key beside what is said. */
export interface SigningTerms {
  /** The key that signs: `signerIdOf` an account, `signerIdOfKey` of a longer one. */
  readonly signer: SignerId;
  /**
   * Any number (uint256) that the key has not used for the party; keys need not count. A number that shares all but its
   * lowest 8 bits with one used before costs 17,100 gas less.
   */
  readonly nonce: bigint;
  /** Last second at which the ledger takes it, seconds since 1970. */
  readonly deadline: number | bigint;
}

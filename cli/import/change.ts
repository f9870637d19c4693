import type { GovernedOperation } from "../../sdk/operations/governed.js";
import type { Operation } from "../../sdk/operations/operation.js";

/** What can be done about a change now. */
export type Next =
  /** It is sent: by who governs without a delay, or by the party's manager. */
  | { readonly next: "send"; readonly operation: Operation<unknown> }
  | { readonly next: "schedule" | "execute"; readonly operation: GovernedOperation<unknown> }
  /** It is scheduled, and waits for its delay. */
  | { readonly next: "wait"; /** Chain time, seconds. */ readonly readyAt: number }
  /** It needs the number of a party that is not admitted yet. */
  | { readonly next: "afterAdmission" }
  /** It takes another key than the one that is used. */
  | { readonly next: "otherKey"; readonly whose: string; readonly isGoverning: boolean }
  /** What the ledger has cannot become what the file says. */
  | { readonly next: "conflict"; readonly reason: string };

/** A difference between the file and the ledger. */
export interface Change {
  /** URI of the party. */
  readonly party: string;
  /** What is to be so, a few words: "Customs at CNSHG". */
  readonly what: string;
  readonly kind: "admit" | "grant" | "prefix" | "signer" | "mandate";
  readonly next: Next;
}

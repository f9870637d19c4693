import { signerIdOf, type PartyId, type SignerId } from "../../sdk/ids.js";
import type { Operation } from "../model/operation.js";
import type { KindName } from "../model/rules.js";
import type { State } from "../model/state.js";
import type { MovementName } from "../model/word.js";
import { memberOf, STRANGER } from "./cast.js";
import type { Notes } from "./notes.js";
import type { Random } from "./random.js";

/** What drafts are made from. */
export interface Drafting {
  readonly random: Random;
  readonly state: State;
  readonly notes: Notes;
  readonly now: number;
  /** How often a kind was recorded so far, of goods in a movement or of any. */
  readonly times: (kind: KindName, movement?: MovementName) => number;
}

/** A call that might be taken: who sends it, and what. */
export interface Draft {
  readonly signer: SignerId;
  readonly operation: Operation;
}

/** The key with which a party mostly writes; now and then its narrow one, or a stranger's. */
export function keyFor({ random }: Drafting, party: PartyId): SignerId {
  const [main, narrow] = memberOf(party)?.accounts ?? [STRANGER, STRANGER];
  if (random.chance(0.01)) return signerIdOf(STRANGER);
  return signerIdOf(random.chance(0.05) ? narrow : main);
}

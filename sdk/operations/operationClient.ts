import type { Signer } from "ethers";

import type { WaymarkClient } from "../client.js";
import { FatalError } from "../errors/waymarkError.js";
import { partyNumber, type PartyId } from "../ids.js";

/** What operations work on: a ledger that was found, who sends, and for whom it is written. */
export interface OperationClient extends WaymarkClient {
  /** Sends transactions and pays for them; without one the ledger is only read. */
  readonly signer: Signer | undefined;
  /** The party that writes where an operation names none. */
  readonly party: PartyId | undefined;
}

/** The party of an operation, where it may be the client's own. */
export interface ByParty {
  /** Who writes; unless said the `party` that was given to `connect`. */
  readonly party?: PartyId;
}

/**
 * Who sends transactions.
 *
 * @throws FatalError "SignerMissing" when the client only reads.
 */
export function senderOf({ signer }: OperationClient): Signer {
  if (signer !== undefined) return signer;
  throw new FatalError({
    name: "SignerMissing",
    message: "Nothing can be sent: the ledger was connected to without a signer.",
    toDo: "Give connect() a signer, or sign the operation and let somebody else send it.",
  });
}

/**
 * For whom an operation writes.
 *
 * @throws InvalidValueError when that is no number of a party.
 * @throws FatalError "PartyMissing" when neither the operation nor the client names a party.
 */
export function writerOf({ party: own }: OperationClient, { party }: ByParty): PartyId {
  const writer = party ?? own;
  if (writer !== undefined) return partyNumber(writer);
  throw new FatalError({
    name: "PartyMissing",
    message: "It is not said which party writes.",
    toDo: "Name the party in the operation, or once for all in connect({ party }).",
  });
}

import { requireObject } from "../given.js";
import { partyNumber, type PartyId } from "../ids.js";
import { encoderOf, type Encoder } from "./encoder.js";
import { GovernedOperation } from "./governed.js";
import { Operation, type Plan } from "./operation.js";
import { writerOf, type ByParty, type OperationClient } from "./operationClient.js";

/** An operation of a party: its call, with the party that writes. */
export function ofParty<Outcome>(
  client: OperationClient,
  by: ByParty,
  encode: (abi: Encoder, party: PartyId) => string | Promise<string>,
  read: Plan<Outcome>["read"],
): Operation<Outcome> {
  return new Operation(client, {
    prepare: async () => {
      requireObject("argument of the operation", by);
      const party = writerOf(client, by);
      return { to: client.address, data: await encode(encoderOf(client.ledger.interface), party), party };
    },
    read,
  });
}

/**
 * An operation whose call names no party: anybody may send it, or the ledger tells by the sender.
 *
 * @param by The party whose key may sign it, where it is one of a party.
 */
export function ofSender<Outcome>(
  client: OperationClient,
  encode: (abi: Encoder) => string | Promise<string>,
  read: Plan<Outcome>["read"],
  by?: ByParty,
): Operation<Outcome> {
  return new Operation(client, {
    prepare: async () => {
      if (by !== undefined) requireObject("argument of the operation", by);
      const party = by === undefined ? undefined : (by.party ?? client.party);
      const data = await encode(encoderOf(client.ledger.interface));
      return { to: client.address, data, ...(party === undefined ? {} : { party: partyNumber(party) }) };
    },
    read,
  });
}

/** An operation of who governs admission. */
export function ofGovernance<Outcome>(
  client: OperationClient,
  encode: (abi: Encoder) => string,
  read: Plan<Outcome>["read"],
): GovernedOperation<Outcome> {
  return new GovernedOperation(client, {
    prepare: () => ({ to: client.address, data: encode(encoderOf(client.ledger.interface)) }),
    read,
  });
}

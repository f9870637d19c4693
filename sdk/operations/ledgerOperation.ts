import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { PartyId } from "../ids.js";
import { GovernedOperation } from "./governed.js";
import { Operation, type Plan } from "./operation.js";
import { writerOf, type ByParty, type OperationClient } from "./operationClient.js";

type Abi = IWaymark["interface"];

/** An operation of a party: its call, with the party that writes. */
export function ofParty<Outcome>(
  client: OperationClient,
  by: ByParty,
  encode: (abi: Abi, party: PartyId) => string | Promise<string>,
  read: Plan<Outcome>["read"],
): Operation<Outcome> {
  return new Operation(client, {
    prepare: async () => {
      const party = writerOf(client, by);
      return { to: client.address, data: await encode(client.ledger.interface, party), party };
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
  encode: (abi: Abi) => string | Promise<string>,
  read: Plan<Outcome>["read"],
  by?: ByParty,
): Operation<Outcome> {
  return new Operation(client, {
    prepare: async () => {
      const party = by === undefined ? undefined : (by.party ?? client.party);
      const data = await encode(client.ledger.interface);
      return { to: client.address, data, ...(party === undefined ? {} : { party }) };
    },
    read,
  });
}

/** An operation of who governs admission. */
export function ofGovernance<Outcome>(
  client: OperationClient,
  encode: (abi: Abi) => string,
  read: Plan<Outcome>["read"],
): GovernedOperation<Outcome> {
  return new GovernedOperation(client, {
    prepare: () => ({ to: client.address, data: encode(client.ledger.interface) }),
    read,
  });
}

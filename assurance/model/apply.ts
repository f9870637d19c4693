import type { PartyId, SignerId } from "../../sdk/ids.js";
import { registerBatch, voidBatch } from "./batches.js";
import type { Checkpoint, Written } from "./checkpoint.js";
import { packInto, unpackFrom } from "./containers.js";
import { split } from "./derivation.js";
import type { Actor } from "./entitlement.js";
import { createConsignment, createContainer } from "./goods.js";
import { activateItem, labelItems } from "./items.js";
import { recordByLines } from "./lineRecords.js";
import type { Operation } from "./operation.js";
import { governance, management } from "./parties.js";
import { appoint, registerProduct } from "./products.js";
import { recordProved } from "./provedRecords.js";
import { liftRecall, placeRecall } from "./recalls.js";
import { record } from "./records.js";
import { Refused, type Refusal } from "./refusal.js";
import { returnReleased } from "./returning.js";
import type { State } from "./state.js";

/** Which key calls, and when. */
export interface Call {
  readonly signer: SignerId;
  /** The chain's time, seconds since 1970. */
  readonly now: number;
}

/** What the ledger makes of a call: another state, or an error. */
export type Verdict = { readonly state: State } | { readonly refusal: Refusal };

/**
 * The ledger's answer to a call, from the state and the call alone. This, read with the table of kinds, is what the contract
 * must do; what it does with signatures, gas and bytes that fit no type is its own business.
 */
export function apply(state: State, call: Call, operation: Operation): Verdict {
  try {
    return { state: perform(state, call, operation) };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    throw error;
  }
}

function perform(state: State, { signer, now }: Call, operation: Operation): State {
  const by = (party: PartyId): Actor => ({ party, signer, now });
  const written = (c: Checkpoint): Written => ({ c, signer, now });
  switch (operation.name) {
    case "setGrant":
      return governance.setGrant(state, operation.party, operation.scope, operation.roles);
    case "suspendParty":
      return governance.suspendParty(state, operation.party, now);
    case "reinstateParty":
      return governance.reinstateParty(state, operation.party);
    case "setTerritory":
      return governance.setTerritory(state, operation.country, operation.territory);
    case "setCustomsLive":
      return governance.setCustomsLive(state, operation.territory, operation.live);
    case "appointSuccessor":
      return governance.appointSuccessor(state, operation.authority, operation.successor);
    case "revokeSigner":
      return management.revokeSigner(state, signer, operation.party, operation.key, now);
    case "setMandate":
      return management.setMandate(state, signer, operation.principal, operation.agent, operation.roles);
    case "registerProduct":
      return registerProduct(state, by(operation.party), operation.details);
    case "appoint":
      return appoint(state, by(0n), operation.product, operation.agent, operation.tasks);
    case "registerBatch":
      return registerBatch(state, by(operation.party), operation.details, []);
    case "registerBatchFrom":
      return registerBatch(state, by(operation.party), operation.details, operation.inputs);
    case "voidBatch":
      return voidBatch(state, by(operation.party), operation.batch);
    case "createConsignment":
      return createConsignment(state, by(operation.party), operation.details, operation.lines);
    case "createContainer":
      return createContainer(state, by(operation.party), operation.details);
    case "record":
      return record(state, written(operation.c));
    case "recordByLines":
      return recordByLines(state, written(operation.c), operation.particulars);
    case "pack":
      return packInto(state, written(operation.c), operation.children);
    case "unpack":
      return unpackFrom(state, written(operation.c), operation.children);
    case "split":
      return split(state, written(operation.c), operation.part);
    case "recordProved":
      return recordProved(state, written(operation.c), operation.proof);
    case "returnReleased": {
      const { party, details, from, proof, lines } = operation;
      return returnReleased(state, by(party), details, from, proof, lines);
    }
    case "placeRecall":
      return placeRecall(state, by(operation.party), operation.recall, operation.lines);
    case "liftRecall":
      return liftRecall(state, by(operation.party), operation.recall);
    case "labelItems":
      return labelItems(state, by(operation.party), operation.labelling);
    case "activateItem":
      return activateItem(state, now, operation.item, operation.signature);
  }
}

import type { JsonValue } from "../disclosure/jsonValue.js";
import type { EventType } from "./eventTable.js";
import type { LedgerStepJson } from "./stepJson.js";

/** Our words in a document: everything under `waymark:`. */
export const WAYMARK_NAMESPACE = "urn:waymark:cbv:";

/**
 * The context of a document: GS1's, and ours. Ledger steps are JSON literals, for their members are no words of a vocabulary.
 */
export const EPCIS_CONTEXT = [
  "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
  {
    waymark: WAYMARK_NAMESPACE,
    "waymark:steps": { "@id": `${WAYMARK_NAMESPACE}steps`, "@type": "@json" },
    "waymark:fields": { "@id": `${WAYMARK_NAMESPACE}fields`, "@type": "@json" },
  },
] as const;

/** A quantity of a class of goods. */
export interface EpcisQuantity {
  readonly epcClass: string;
  readonly quantity: number;
  /** UN/CEFACT Recommendation 20; absent = pieces. */
  readonly uom?: string;
}

/** What the ledger says of an event, beside the words of EPCIS. */
export interface LedgerExtension {
  /** The kind of record, "Creation" or "Derivation". */
  readonly "waymark:kind": string;
  /** The steps of the ledger that the event tells, its own first: all that their hashes are made of. */
  readonly "waymark:steps": readonly LedgerStepJson[];
}

/** That an event was declared erroneous (EPCIS 2.0, section 7.4.1.4), by a Correction of its author on the ledger. */
export interface ErrorDeclaration extends LedgerExtension {
  readonly declarationTime: string;
  readonly reason: "did_not_occur" | "incorrect_data";
  readonly correctiveEventIDs?: readonly string[];
}

/** An EPCIS 2.0 event that tells a step of the ledger, in the words of EPCIS. */
export interface BareEvent {
  readonly type: EventType;
  /** `urn:waymark:step:<step hash>`. */
  readonly eventID: string;
  /** When it is said to have happened. */
  readonly eventTime: string;
  readonly eventTimeZoneOffset: string;
  /** When the chain saw it. */
  readonly recordTime: string;
  readonly epcList?: readonly string[];
  readonly parentID?: string;
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly EpcisQuantity[];
  readonly inputQuantityList?: readonly EpcisQuantity[];
  readonly transformationID?: string;
  readonly action?: "ADD" | "OBSERVE" | "DELETE";
  readonly bizStep: string;
  readonly disposition: string;
  readonly readPoint?: { readonly id: string };
  readonly bizLocation?: { readonly id: string };
  readonly destinationList?: readonly { readonly type: "possessing_party"; readonly destination: string }[];
  /** The kind of record, "Creation" or "Derivation". */
  readonly "waymark:kind": string;
  /** Detail, role, basis, party, principal and what else has no word of EPCIS. */
  readonly [extension: `waymark:${string}`]: JsonValue | readonly LedgerStepJson[];
}

/** An EPCIS 2.0 event that tells steps of the ledger. */
export interface EpcisEvent extends BareEvent, LedgerExtension {
  readonly errorDeclaration?: ErrorDeclaration;
}

/** An EPCIS 2.0 document in JSON-LD. */
export interface EpcisDocument {
  readonly "@context": typeof EPCIS_CONTEXT;
  readonly type: "EPCISDocument";
  readonly schemaVersion: "2.0";
  readonly creationDate: string;
  readonly epcisBody: { readonly eventList: readonly EpcisEvent[] };
}

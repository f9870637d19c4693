import type { Field } from "../disclosure/fieldTree.js";
import type { Gtin } from "../gs1/gtin.js";
import type { Lot } from "../gs1/lot.js";
import type { Sscc } from "../gs1/sscc.js";
import type { BatchId, ConsignmentId, PartyId, ProductId } from "../ids.js";
import type { Line } from "../line.js";
import type { Unlocode } from "../places/place.js";
import type { Scope } from "../places/scope.js";
import type { KindName } from "../trace/journey.js";
import type { CorrectionReason, RoleName } from "../vocabulary.js";

/** The event that an operation was read from. */
export interface OperationSource {
  /** Where the document has it, a JSONPath such as `$.epcisBody.eventList[3]`. */
  readonly path: string;
  /** Its eventID, by which later events name it; undefined when it has none. */
  readonly eventId: string | undefined;
  readonly eventTime: string;
  readonly eventTimeZoneOffset: string;
  readonly recordTime: string | undefined;
}

interface Operation {
  readonly source: OperationSource;
  /** Who writes it. */
  readonly party: PartyId;
  /** What it says beside the ledger's own fields: to be salted into its `dataHash` (see `fieldTree`); empty = nothing. */
  readonly fields: readonly Field[];
}

/** Registers a batch. */
export interface RegisterBatch extends Operation {
  readonly type: "RegisterBatch";
  readonly gtin: Gtin;
  readonly lot: Lot;
  /** The salt in the key of the lot; undefined when that is open to guessing. */
  readonly salt: string | undefined;
  readonly product: ProductId;
  readonly lotKey: string;
  readonly batch: BatchId;
  readonly quantity: bigint;
  /** UN/CEFACT Recommendation 20. */
  readonly unit: string;
  /** ISO 3166-1 alpha-2. */
  readonly origin: string;
  /** YYYYMMDD; 0 = none. */
  readonly expiry: number;
}

/** Creates a consignment of lines, or an empty container: then there are no lines and no destination. */
export interface CreateConsignment extends Operation {
  readonly type: "CreateConsignment" | "CreateContainer";
  readonly sscc: Sscc;
  /** The salt in the key; undefined when whoever knows the SSCC may find it. */
  readonly salt: string | undefined;
  readonly key: string;
  readonly consignment: ConsignmentId;
  readonly place: Scope;
  /** ISO 3166-1 alpha-2; "" for a container. */
  readonly destination: string;
  readonly lines: readonly Line[];
}

/** A checkpoint, in the ledger's words. */
export interface RecordTerms extends Operation {
  readonly consignment: ConsignmentId;
  readonly kind: KindName;
  readonly role: RoleName;
  readonly place: Scope;
  /** Seconds since 1970. */
  readonly occurredAt: number;
  /** Meaning by kind; 0 = none. */
  readonly detail: number;
  /**
   * Hash of the document it rests on, or for a Diverted and a Returned the country that the goods go to, left-aligned;
   * 32 bytes, zeros = none. Where the ledger wants the hash of what comes beside the record, this is its document.
   */
  readonly basedOn: string;
  /** 0 = nobody. */
  readonly next: PartyId;
  /** Whose mandate it relies on; 0 = nobody's. */
  readonly principal: PartyId;
}

/** Appends a record. A HoldLifted names the hold that its party has open: `holdOf` tells it. */
export interface AppendRecord extends RecordTerms {
  readonly type: "Record";
}

/** Appends a record by lines. */
export interface AppendByLines extends RecordTerms {
  readonly type: "RecordByLines";
  /** What leaves, or was found beyond. */
  readonly leaving: readonly Line[];
}

/** Appends a record about an earlier one, which is to be proved. */
export interface AppendAbout extends RecordTerms {
  readonly type: "RecordAbout";
  /** eventID of the event that told the earlier record. */
  readonly about: string;
}

/** Packs consignments into a container, or takes them out. */
export interface MoveChildren extends RecordTerms {
  readonly type: "Pack" | "Unpack";
  readonly children: readonly ConsignmentId[];
}

/** Makes a part of the contents a consignment of its own. */
export interface SplitOff extends RecordTerms {
  readonly type: "Split";
  readonly sscc: Sscc;
  /** The salt in the key; undefined when whoever knows the SSCC may find the part. */
  readonly salt: string | undefined;
  /** Names the part. */
  readonly key: string;
  readonly leaving: readonly Line[];
}

/** Declares an earlier record erroneous. */
export interface Correct extends Operation {
  readonly type: "Correct";
  /** eventID of the event that told the record. */
  readonly about: string;
  readonly reason: Exclude<keyof typeof CorrectionReason, "None">;
  /** Seconds since 1970: when it was declared. */
  readonly declaredAt: number;
  /** eventIDs of the events that tell it right, as far as they are named. */
  readonly correctiveEventIds: readonly string[];
  /** The record as the event repeats it. */
  readonly mistaken: LedgerRecord;
}

/** An operation that appends a record. */
export type LedgerRecord = AppendRecord | AppendByLines | AppendAbout | MoveChildren | SplitOff;

/** What an event asks of the ledger, with all arguments in its words; `waymark.capture` makes an operation of it. */
export type LedgerOperation = RegisterBatch | CreateConsignment | LedgerRecord | Correct;

/** An event that the ledger has no record for, as it came. */
export interface OffChainEvent {
  readonly path: string;
  readonly bizStep: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** A place of an event that may be meant otherwise than it is written, and than it is taken, or that this release does not know. */
export interface EpcisNote {
  /** Where the document names it, as in `$.epcisBody.eventList[3].readPoint.id`. */
  readonly path: string;
  /** The UN/LOCODE that is taken. */
  readonly code: Unlocode;
  /** What that stands for and what is often meant by it, or that it is not known, in one sentence. */
  readonly meaning: string;
}

/** What a document asks of the ledger, event by event. */
export interface EpcisReading {
  readonly operations: readonly LedgerOperation[];
  readonly offChain: readonly OffChainEvent[];
  /** What to look at before anything is written, for it stays. */
  readonly notes: readonly EpcisNote[];
}

import type { BatchId, ConsignmentId, PartyId, ProductId, SignerId } from "../ids.js";
import type { Line } from "../line.js";
import type { Scope } from "../places/scope.js";
import type { Kind, Role } from "../vocabulary.js";

/** The history of one consignment, as the ledger's logs tell it. */
export interface Trace {
  readonly chainId: bigint;
  /** Address of the ledger. */
  readonly ledger: string;
  readonly consignment: ConsignmentId;
  /** The last block read. */
  readonly block: number;
  readonly creation: TraceCreation;
  /** The checkpoints, in their order: sequence 2, 3, 4 … */
  readonly records: readonly TraceRecord[];
  /** The batches of the lines. */
  readonly batches: ReadonlyMap<BatchId, TraceBatch>;
  /** The products of the batches. */
  readonly products: ReadonlyMap<ProductId, TraceProduct>;
  /** Everyone who is named in it. */
  readonly parties: ReadonlyMap<PartyId, TraceParty>;
}

/** Where a log was found. The head does not bind it. */
export interface LogPosition {
  readonly block: number;
  /** Hash of the transaction. */
  readonly transaction: string;
}

/** The first step of a consignment. */
export interface TraceCreation {
  readonly sequence: 1;
  readonly creator: PartyId;
  /** Names the consignment among its creator's. */
  readonly key: string;
  /** Where the goods stood. */
  readonly place: Scope;
  /** Country they were to go to, ISO 3166-1 alpha-2. */
  readonly destination: string;
  readonly dataHash: string;
  readonly signer: SignerId;
  /** The chain's time, seconds since 1970. */
  readonly recordedAt: number;
  /** The consignment's word after it: see `decodeWord`. */
  readonly word: bigint;
  /** What was loaded, in this order. */
  readonly lines: readonly Line[];
  readonly log: LogPosition;
}

/**
 * What a record rests on: *own*, or for a customs act (ExportCleared, ImportCleared, Refused) *reported* by a broker on the
 * strength of a document.
 */
export type Basis = "own" | "reported";

/** A kind of record: any but None. */
export type KindName = Exclude<keyof typeof Kind, "None">;

/** One checkpoint. */
export interface TraceRecord {
  /** Its number in the history, from 2; the creation is 1. */
  readonly sequence: number;
  readonly kind: KindName;
  /** Who wrote it. */
  readonly party: PartyId;
  /** In which capacity. */
  readonly role: keyof typeof Role;
  readonly basis: Basis;
  /** Where it happened; "" on the road. */
  readonly place: Scope;
  /** When it is said to have happened, seconds since 1970. */
  readonly occurredAt: number;
  /** When the chain saw it, seconds since 1970. */
  readonly recordedAt: number;
  /** Meaning by kind; 0 = none. */
  readonly detail: number;
  /** The detail in a word, such as "Maritime", "Bonded", "Pass"; undefined when the kind has none. */
  readonly detailName: string | undefined;
  readonly basedOn: string;
  readonly dataHash: string;
  /** Who takes over next; 0 = nobody was named. */
  readonly next: PartyId;
  /** Whose mandate it relies on; 0 = nobody's. */
  readonly principal: PartyId;
  readonly signer: SignerId;
  /** The consignment's word before it: see `decodeWord`. */
  readonly before: bigint;
  /** For a record by lines: what left, was sampled, or was found beyond the contents. */
  readonly particulars: TraceParticulars | undefined;
  readonly log: LogPosition;
}

/** What a record by lines says beside its checkpoint. */
export interface TraceParticulars {
  /**
   * Released units of an ImportCleared; else those of an Adjusted, which left the contents or (overage) were found beyond
   * them.
   */
  readonly lines: readonly Line[];
  /** Hash of the document; zeros = none. */
  readonly document: string;
  /** Merkle root of the items; zeros = not said. */
  readonly items: string;
}

/** A batch, as its maker registered it. */
export interface TraceBatch {
  readonly product: ProductId;
  readonly maker: PartyId;
  readonly lotKey: string;
  readonly quantity: bigint;
  /** UN/CEFACT Recommendation 20 unit. */
  readonly unit: string;
  /** Country of origin, ISO 3166-1 alpha-2. */
  readonly origin: string;
  /** Best before, YYYYMMDD; 0 = none. */
  readonly expiry: number;
  readonly itemsRoot: string;
  readonly dataHash: string;
}

/** A product, as it was registered. */
export interface TraceProduct {
  readonly registrant: PartyId;
  /** GTIN-14. */
  readonly gtin: string;
  /** Harmonized System code of six digits, as a number. */
  readonly hs6: number;
  readonly dataHash: string;
  /** Registered by the holder of its GS1 Company Prefix, or endorsed by it since; else only claimed by a seller. */
  readonly confirmed: boolean;
  /** For a claimed product the brand that endorsed it; 0 = none. */
  readonly endorsedBy: PartyId;
}

/** A party, as it was admitted. */
export interface TraceParty {
  /** `https://id.gs1.org/417/<GLN>`, `did:web:…` or `lei:…`. */
  readonly uri: string;
  /** Who owns it: two parties of one controller are one witness, not two. */
  readonly controller: string;
}

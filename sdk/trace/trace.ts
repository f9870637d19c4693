import type { BatchId, ConsignmentId, PartyId, ProductId, SignerId } from "../ids.js";
import type { Journey, LogPosition } from "./journey.js";

/** The history of one consignment, as the ledger's logs tell it, with all that it hangs on. */
export interface Trace extends Journey {
  readonly chainId: bigint;
  /** Address of the ledger. */
  readonly ledger: string;
  /** The last block read. */
  readonly block: number;
  /**
   * The journeys that this one is incomplete without, each once: of every container that the goods were packed in, of the
   * consignment that they were split off or came back from, and so on. A container that they left is told up to there.
   */
  readonly inside: readonly Journey[];
  /**
   * The consignments made from this one: parts that were split off, and released units that came back. No step tells of the
   * latter, so that verifying cannot: in a trace from elsewhere they are its word, unless `trace` took it, which asks the chain.
   */
  readonly parts: readonly ConsignmentId[];
  /** The batches of the lines. */
  readonly batches: ReadonlyMap<BatchId, TraceBatch>;
  /** The products of the batches. */
  readonly products: ReadonlyMap<ProductId, TraceProduct>;
  /** The open recalls of all these: products, batches and consignments. */
  readonly recalls: readonly TraceRecall[];
  /** Everyone who is named in it. */
  readonly parties: ReadonlyMap<PartyId, TraceParty>;
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

/** What is recalled. */
export type RecallSubject = "Product" | "Batch" | "Consignment";

/** A recall that is open. */
export interface TraceRecall {
  readonly kind: RecallSubject;
  /** A batch, a consignment, or a product's number; 32 bytes as 0x and 64 hexadecimal digits. */
  readonly subject: string;
  /** The brand or the regulator that placed it. */
  readonly placer: PartyId;
  /** ISO 3166-1 alpha-2; "" = everywhere. */
  readonly country: string;
  /** Root of what it says. The ledger keeps neither this nor the signer: both are as the logs gave them. */
  readonly dataHash: string;
  readonly signer: SignerId;
  readonly log: LogPosition;
}

/** A party, as it was admitted. */
export interface TraceParty {
  /** `https://id.gs1.org/417/<GLN>`, `did:web:…` or `lei:…`. */
  readonly uri: string;
  /** Who owns it: two parties of one controller are one witness, not two. */
  readonly controller: string;
}

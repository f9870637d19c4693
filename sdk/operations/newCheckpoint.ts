import type { ConsignmentId, PartyId } from "../ids.js";
import type { NamedPlace } from "../places/namedPlace.js";
import type { TransportMode } from "../places/transportMode.js";
import type {
  Adjustment,
  CorrectionReason,
  InspectionResult,
  Mishap,
  Regime,
  RoleName,
  Sighting,
} from "../vocabulary.js";
import type { NewLine } from "./lines.js";
import type { ByParty } from "./operationClient.js";
import type { When, WordOf } from "./words.js";

/** What every record says: who, in which capacity, about which goods, where and when. */
export interface Said extends ByParty {
  readonly consignment: ConsignmentId;
  /** The capacity in which the party writes. */
  readonly role: RoleName;
  /** UN/LOCODE of where it happened, such as "CNSHG"; "" only for a custodian's Adjusted, Incident or Destroyed on the road. */
  readonly place: NamedPlace;
  /** When it happened; unless said now. At most 60 days ago, and not ahead of the chain by more than 300 s. */
  readonly at?: When;
  /** The party that takes over next: only on a custodian's move. */
  readonly next?: PartyId;
  /** The party whose mandate it relies on; for a successor's HoldLifted the placer of the hold. */
  readonly principal?: PartyId;
  /**
   * The scope at which the role was granted to the party: a place, a country or "" (anywhere). Unless said it is looked up,
   * which costs a question to the chain.
   */
  readonly scope?: string;
  /** Sequence of the last move that the writer relies on: refused when there was another since. Unless said any. */
  readonly expectedMove?: number;
  /** Root of the record's salted fields, 32 bytes; unless said there is nothing more to disclose. */
  readonly dataHash?: string;
}

/** A document that a record rests on. */
export interface OnDocument {
  /** Hash of the document, 32 bytes: a reported customs record must name one. */
  readonly document?: string;
}

/** A record by lines, which says what leaves the contents. */
export interface ByLines extends OnDocument {
  /** The units that leave, as lines of the contents. */
  readonly units: readonly NewLine[];
  /** The contents as they stand; unless said they are read from the ledger's logs. */
  readonly contents?: readonly NewLine[];
  /** Merkle root of the items that leave, 32 bytes; unless said it is not told which. */
  readonly items?: string;
}

/** A record that rests on an earlier one, which is proved from the head by the ledger's logs. */
export interface AboutRecord {
  /** Sequence of the earlier record in the history of the same goods. */
  readonly about: number;
}

/** A record that is its checkpoint and nothing besides: what can be written many at a time, and signed many at a time. */
export type PlainCheckpoint = Said &
  (
    | ({ readonly kind: "Origin" | "Transshipped" | "Arrived" | "Received" | "Delivered" | "Destroyed" } & OnDocument)
    | ({ readonly kind: "Held" | "ExportCleared" | "Refused" } & OnDocument)
    | ({ readonly kind: "ImportCleared"; readonly units?: never } & OnDocument)
    | ({ readonly kind: "Disputed" | "TakenBack"; readonly about?: never } & OnDocument)
    | ({ readonly kind: "Departed" | "Forwarded"; readonly mode: WordOf<typeof TransportMode> } & OnDocument)
    | ({ readonly kind: "Sighted"; readonly seen: WordOf<typeof Sighting> } & OnDocument)
    | ({ readonly kind: "ImportDeclared"; readonly regime: WordOf<typeof Regime> } & OnDocument)
    | ({ readonly kind: "Inspected"; readonly result: WordOf<typeof InspectionResult> } & OnDocument)
    | ({ readonly kind: "Incident"; readonly mishap: WordOf<typeof Mishap> } & OnDocument)
    | {
        readonly kind: "HoldLifted";
        /** Sequence of the Held that it lifts; unless said the one that the party, or its principal, has open. */
        readonly hold?: number;
      }
    | {
        readonly kind: "Diverted" | "Returned";
        /** Country that the goods are to go to now, ISO 3166-1 alpha-2. */
        readonly destination: string;
      }
  );

/** A record that comes with more than its checkpoint. */
export type ParticularCheckpoint = Said &
  (
    | ({ readonly kind: "ImportCleared" } & ByLines)
    | ({ readonly kind: "Adjusted"; readonly cause: WordOf<typeof Adjustment> } & ByLines)
    | ({ readonly kind: "Voided" } & Partial<ByLines>)
    | ({ readonly kind: "Confirmed" | "Contradicted" | "Disputed" | "TakenBack" } & AboutRecord)
    | ({ readonly kind: "Correction"; readonly reason: WordOf<typeof CorrectionReason> } & AboutRecord)
    | {
        readonly kind: "Packed" | "Unpacked";
        /** What goes into the container, or comes out of it: 1 to 200, in any order. */
        readonly children: readonly ConsignmentId[];
      }
    | ({
        readonly kind: "Split";
        /** SSCC of the part. */
        readonly sscc: string;
        /** 32 random bytes known to those who may find the part; unless said all may. */
        readonly salt?: string;
        /** Root of the part's disclosed data, 32 bytes; unless said none. */
        readonly partDataHash?: string;
      } & Pick<ByLines, "units" | "contents">)
  );

/** Any record, in the words of the trade. */
export type NewCheckpoint = PlainCheckpoint | ParticularCheckpoint;

import type { ConsignmentId, PartyId, SignerId } from "../ids.js";
import type { Line } from "../line.js";
import type { Scope } from "../places/scope.js";
import type { Kind, Role } from "../vocabulary.js";

/** The steps of one consignment. */
export interface Journey {
  readonly consignment: ConsignmentId;
  /** All of them in their order: sequence 1, 2, 3 … The head folds exactly these. */
  readonly steps: readonly TraceStep[];
  /** The first of them. */
  readonly creation: TraceCreation | TraceDerivation;
  /** Those of them that are checkpoints, in their order. */
  readonly records: readonly TraceRecord[];
}

/** A step of a journey. Goods are created or made from others; records tell of them; containers take them in and let go. */
export type TraceStep = TraceCreation | TraceDerivation | TraceRecord | TracePacking | TraceUnpacking | TraceRemoval;

/** Where a log was found, and how it came there. The head does not bind it. */
export interface LogPosition {
  readonly block: number;
  /** Its number in the block. */
  readonly index: number;
  /** Hash of the transaction. */
  readonly transaction: string;
  /**
   * The nonce that the step's signer used for its party in the same transaction, before the step: it signed, and anybody
   * may have sent. Undefined when the signer sent it itself, or for steps that have none.
   */
  readonly nonce: bigint | undefined;
}

/** What the two kinds of first step have in common. */
interface FirstStep {
  readonly sequence: 1;
  /** Who made the goods, or those they were made from, a consignment. */
  readonly creator: PartyId;
  readonly key: string;
  readonly dataHash: string;
  readonly signer: SignerId;
  /** The chain's time, seconds since 1970. */
  readonly recordedAt: number;
  /** The consignment's word after it: see `decodeWord`. */
  readonly word: bigint;
  /** What was loaded, or split off, in this order; empty for a container. */
  readonly lines: readonly Line[];
  readonly log: LogPosition;
}

/** The first step of a consignment that was loaded, or of a container. `key` names it among its creator's. */
export interface TraceCreation extends FirstStep {
  readonly type: "Creation";
  /** Where the goods stood. */
  readonly place: Scope;
  /** Country they were to go to, ISO 3166-1 alpha-2; "" for a container, which goes where its goods go. */
  readonly destination: string;
  /** The number of a container; undefined for goods. */
  readonly container: number | undefined;
}

/** The first step of a part that was split off, or of released units that came back. */
export interface TraceDerivation extends FirstStep {
  readonly type: "Derivation";
  /** Who made it. */
  readonly party: PartyId;
  /** The consignment that it was made from. */
  readonly from: ConsignmentId;
  /** Head of that one at the time. */
  readonly fromHead: string;
  /** Step hash of the release that the units come back from; zeros for a part that was split off. */
  readonly release: string;
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
  readonly type: "Record";
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
  /** For a Split: the part that goes on by itself. */
  readonly part: TracePart | undefined;
  /** For a Packed or Unpacked: what went in or came out, in the order of the record. */
  readonly children: readonly Absorbed[] | undefined;
  /** The earlier record that this one confirms, contradicts, corrects, disputes or rests on. */
  readonly about: number | undefined;
  /** What it took back of that record; undefined when it took back nothing. */
  readonly undoes: TraceUndoing | undefined;
  /** The later record that took back what this one had set: it is told, and counts no more. */
  readonly undoneBy: number | undefined;
  readonly log: LogPosition;
}

/** What a record by lines says beside its checkpoint. */
export interface TraceParticulars {
  /**
   * Released units of an ImportCleared; those of a Voided, which went back into their batches; else those of an Adjusted,
   * which left the contents or (overage) were found beyond them.
   */
  readonly lines: readonly Line[];
  /** Hash of the document; zeros = none. */
  readonly document: string;
  /** Merkle root of the items; zeros = not said. */
  readonly items: string;
}

/** A part that was split off. */
export interface TracePart {
  readonly consignment: ConsignmentId;
  readonly key: string;
  readonly dataHash: string;
  readonly lines: readonly Line[];
}

/** A consignment, and its head when another's head took it in. */
export interface Absorbed {
  readonly consignment: ConsignmentId;
  readonly head: string;
}

/** What a Correction or a Contradicted took back. */
export interface TraceUndoing {
  /** What went back into the contents. */
  readonly lines: readonly Line[];
  /** The consignment's word after it. */
  readonly word: bigint;
}

/** The goods went into a container, with which they move from then on. */
export interface TracePacking {
  readonly type: "Packing";
  readonly sequence: number;
  readonly container: ConsignmentId;
  /** Head of the container after its record. */
  readonly containerHead: string;
  readonly before: bigint;
  readonly word: bigint;
  readonly log: LogPosition;
}

/** The goods came out of a container. */
export interface TraceUnpacking {
  readonly type: "Unpacking";
  readonly sequence: number;
  readonly container: ConsignmentId;
  /** Head of the container after it let them go. */
  readonly containerHead: string;
  /** The heads of the containers around that one, as one hash; zeros = there was none. */
  readonly around: string;
  /** Those containers, innermost first. */
  readonly outer: readonly Absorbed[];
  readonly before: bigint;
  readonly word: bigint;
  readonly log: LogPosition;
}

/** A container lost goods that their creator took back. */
export interface TraceRemoval {
  readonly type: "Removal";
  readonly sequence: number;
  /** What it lost. */
  readonly consignment: ConsignmentId;
  /** Head of that before. */
  readonly head: string;
  readonly before: bigint;
  readonly word: bigint;
  readonly log: LogPosition;
}

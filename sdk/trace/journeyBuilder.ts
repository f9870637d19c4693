import type { Log } from "ethers";

import { asciiFromBytes } from "../ascii.js";
import { FatalError } from "../errors/waymarkError.js";
import type { ConsignmentId } from "../ids.js";
import type { Line } from "../line.js";
import { fromBytes5 } from "../places/scope.js";
import { Kind, nameIn, Role } from "../vocabulary.js";
import { basisOf } from "./basisOf.js";
import { detailName } from "./detailName.js";
import type { KindName, TraceRecord, TraceStep } from "./journey.js";
import type { LogReader } from "./logReader.js";
import { positionOf } from "./positionOf.js";

/**
 * Makes steps of the logs of one consignment, taken in the order of the chain. The ledger logs the lines of a step before
 * the step; what else belongs to a record it logs directly after that.
 */
export class JourneyBuilder {
  readonly steps: TraceStep[] = [];
  readonly parts: ConsignmentId[] = [];

  readonly #reader: LogReader;
  readonly #id: ConsignmentId;
  /** Lines whose step is still to come. */
  #lines: Line[] = [];

  constructor(reader: LogReader, id: ConsignmentId) {
    this.#reader = reader;
    this.#id = id;
  }

  /** Takes the next log. */
  take(log: Log): void {
    // Each knows its own events; at most one takes the log.
    if (this.#takeLine(log) || this.#takeFirst(log) || this.#takeRecord(log)) return;
    if (this.#takePassage(log) || this.#takeParticulars(log)) return;
    this.#takePart(log);
  }

  /* LINES */

  #takeLine(log: Log): boolean {
    const { LineLoaded, LineReleased, LineAdjusted, LineUnloaded, LineRestored, LineSplit } = this.#reader.events;
    const reader = this.#reader;
    const line =
      reader.decode(LineLoaded, log) ??
      reader.decode(LineReleased, log) ??
      reader.decode(LineAdjusted, log) ??
      reader.decode(LineUnloaded, log) ??
      reader.decode(LineRestored, log) ??
      reader.decode(LineSplit, log);
    if (line === undefined) return false;
    this.#lines.push({ batch: line.batch, quantity: line.quantity, items: line.items });
    return true;
  }

  /** The lines so far, which are the step's now. */
  #ownLines(): Line[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  /* FIRST STEPS */

  #takeFirst(log: Log): boolean {
    const { ConsignmentCreated, ContainerCreated, ConsignmentDerived } = this.#reader.events;
    const created = this.#reader.decode(ConsignmentCreated, log);
    if (created !== undefined) {
      this.steps.push({
        type: "Creation",
        sequence: 1,
        creator: created.creator,
        key: created.key,
        place: fromBytes5(created.place),
        destination: asciiFromBytes(created.destination),
        container: undefined,
        dataHash: created.dataHash,
        signer: created.signer,
        recordedAt: Number(created.recordedAt),
        word: created.word,
        lines: this.#ownLines(),
        log: positionOf(log),
      });
      return true;
    }
    const numbered = this.#reader.decode(ContainerCreated, log);
    if (numbered !== undefined) {
      const [creation] = this.steps;
      if (creation?.type === "Creation") this.steps[0] = { ...creation, container: Number(numbered.number) };
      return true;
    }
    const derived = this.#reader.decode(ConsignmentDerived, log);
    if (derived?.consignment !== this.#id) return false;
    this.steps.push({
      type: "Derivation",
      sequence: 1,
      creator: derived.creator,
      party: derived.party,
      key: derived.key,
      from: derived.from,
      fromHead: derived.fromHead,
      release: derived.release,
      dataHash: derived.dataHash,
      signer: derived.signer,
      recordedAt: Number(derived.recordedAt),
      word: derived.word,
      lines: this.#ownLines(),
      log: positionOf(log),
    });
    return true;
  }

  /* RECORDS */

  #takeRecord(log: Log): boolean {
    const args = this.#reader.decode(this.#reader.events.CheckpointRecorded, log);
    if (args === undefined) return false;
    const kind = kindOf(args.kind);
    const role = nameIn(Role, args.role) ?? unknownNumber("role", args.role);
    const detail = Number(args.detail);
    this.steps.push({
      type: "Record",
      sequence: follows(args.before),
      kind,
      party: args.party,
      role,
      basis: basisOf(kind, role),
      place: fromBytes5(args.place),
      occurredAt: Number(args.occurredAt),
      recordedAt: Number(args.recordedAt),
      detail,
      detailName: detailName(kind, detail),
      basedOn: args.basedOn,
      dataHash: args.dataHash,
      next: args.next,
      principal: args.principal,
      signer: args.signer,
      before: args.before,
      particulars: undefined,
      part: undefined,
      children: kind === "Packed" || kind === "Unpacked" ? [] : undefined,
      about: undefined,
      undoes: undefined,
      undoneBy: undefined,
      log: positionOf(log),
    });
    return true;
  }

  /** Adds to the record that was logged last; to none when another kind of step was. */
  #amend(changes: (record: TraceRecord) => Partial<TraceRecord>): void {
    const last = this.steps.at(-1);
    if (last?.type === "Record") this.steps[this.steps.length - 1] = { ...last, ...changes(last) };
  }

  /** What a record by lines says, or takes back. */
  #takeParticulars(log: Log): boolean {
    const { ParticularsRecorded, RecordUndone } = this.#reader.events;
    const said = this.#reader.decode(ParticularsRecorded, log);
    if (said !== undefined) {
      const lines = this.#ownLines();
      this.#amend(() => ({ particulars: { lines, document: said.document, items: said.items } }));
      return true;
    }
    const undone = this.#reader.decode(RecordUndone, log);
    if (undone === undefined) return false;
    const lines = this.#ownLines();
    this.#amend(() => ({ undoes: { lines, word: undone.word } }));
    const [index, by] = [Number(undone.undone) - 1, Number(undone.sequence)];
    const past = this.steps[index];
    if (past?.type === "Record") this.steps[index] = { ...past, undoneBy: by };
    return true;
  }

  /** What was made from this consignment. Directly after a Split that is its part, else units that came back. */
  #takePart(log: Log): void {
    const args = this.#reader.decode(this.#reader.events.ConsignmentDerived, log);
    if (args === undefined) return;
    const { consignment, key, dataHash } = args;
    const lines = this.#ownLines();
    this.parts.push(consignment);
    this.#amend(({ kind, part }) =>
      kind === "Split" && part === undefined ? { part: { consignment, key, dataHash, lines } } : {},
    );
  }

  /* INTO CONTAINERS AND OUT OF THEM */

  #takePassage(log: Log): boolean {
    const { ConsignmentPackedInto, ConsignmentUnpacked, ConsignmentRemoved } = this.#reader.events;
    const removed = this.#reader.decode(ConsignmentRemoved, log);
    if (removed !== undefined) {
      const { consignment, head, before, word } = removed;
      this.steps.push({
        type: "Removal",
        sequence: follows(before),
        consignment,
        head,
        before,
        word,
        log: positionOf(log),
      });
      return true;
    }
    const packed = this.#reader.decode(ConsignmentPackedInto, log);
    if (packed !== undefined) {
      if (packed.consignment !== this.#id) this.#takeChild(packed.consignment, packed.head);
      else {
        const { container, containerHead, before, word } = packed;
        const sequence = follows(before);
        this.steps.push({ type: "Packing", sequence, container, containerHead, before, word, log: positionOf(log) });
      }
      return true;
    }
    const unpacked = this.#reader.decode(ConsignmentUnpacked, log);
    if (unpacked === undefined) return false;
    if (unpacked.consignment !== this.#id) this.#takeChild(unpacked.consignment, unpacked.head);
    else {
      const { container, containerHead, around, before, word } = unpacked;
      this.steps.push({
        type: "Unpacking",
        sequence: follows(before),
        container,
        containerHead,
        around,
        outer: [],
        before,
        word,
        log: positionOf(log),
      });
    }
    return true;
  }

  /** What the record names beside the container; goods that were removed have a step of their own instead. */
  #takeChild(consignment: ConsignmentId, head: string): void {
    this.#amend(({ children }) => (children === undefined ? {} : { children: [...children, { consignment, head }] }));
  }
}

/** The sequence of the step after this word. */
function follows(before: bigint): number {
  return Number(BigInt.asUintN(24, before)) + 1;
}

function kindOf(value: bigint): KindName {
  const kind = nameIn(Kind, value);
  return kind === undefined || kind === "None" ? unknownNumber("kind", value) : kind;
}

function unknownNumber(vocabulary: string, value: bigint): never {
  throw new FatalError({
    name: "VocabularyUnknown",
    message: `A log says ${vocabulary} ${value}, which the ledger does not have.`,
    toDo: "Check that the address is the ledger's, and read the logs from another node.",
    values: { vocabulary, value },
  });
}

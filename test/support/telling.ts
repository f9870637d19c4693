import { id as hash, ZeroAddress, ZeroHash } from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import type { Absorbed, Journey, KindName, TraceDerivation, TraceRecord, TraceStep } from "../../sdk/trace/journey.js";
import { journeyOf } from "../../sdk/trace/readJourney.js";
import { headsOf, recordHash } from "../../sdk/trace/stepHash.js";
import type { Trace } from "../../sdk/trace/trace.js";

const LEDGER = { chainId: 1n, address: ZeroAddress };
const LOG = { block: 1, index: 0, transaction: ZeroHash, nonce: undefined };
const NOTHING = { before: 0n, word: 0n, log: LOG };

/** Time of the next step that is told: each is a second after the one before. */
let clock = 1_000;

/** A journey that is made up step by step: what no ledger would let happen can be told too. */
export class Telling {
  readonly id: ConsignmentId;
  readonly #steps: TraceStep[] = [];

  /** Goods by their name, or a container; derived as said, else created. */
  constructor(
    readonly name: string,
    derived?: Pick<TraceDerivation, "from" | "fromHead" | "release">,
  ) {
    this.id = hash(name);
    const first = { sequence: 1, creator: 1n, key: hash(name), dataHash: ZeroHash, signer: ZeroHash } as const;
    const since = { recordedAt: clock++, word: 0n, lines: [], log: LOG };
    this.#steps.push(
      derived === undefined
        ? ({ ...first, ...since, type: "Creation", place: "NZTRG", destination: "CN", container: undefined } as never)
        : { ...first, ...since, type: "Derivation", party: 1n, ...derived },
    );
  }

  /** Its heads by now. */
  get heads(): readonly string[] {
    return headsOf(LEDGER, { consignment: this.id, steps: this.#steps });
  }

  get head(): string {
    return this.heads.at(-1)!;
  }

  get journey(): Journey {
    return journeyOf(this.id, this.#steps);
  }

  /** Tells a record, and gives it. */
  record(kind: KindName, changes: Partial<TraceRecord> = {}): TraceRecord {
    const now = clock++;
    const record: TraceRecord = {
      ...{ type: "Record", sequence: this.#steps.length + 1, kind, party: 2n, role: "Carrier", basis: "own" },
      ...{ place: "NZTRG" as TraceRecord["place"], occurredAt: now, recordedAt: now, detail: 0, detailName: undefined },
      ...{ basedOn: ZeroHash, dataHash: ZeroHash, next: 0n, principal: 0n, signer: ZeroHash, before: 0n },
      ...{ particulars: undefined, part: undefined, children: undefined, about: undefined },
      ...{ undoes: undefined, undoneBy: undefined, log: LOG, ...changes },
    };
    this.#steps.push(record);
    return record;
  }

  /** Tells of units that left: whatever a record by lines says. */
  leaving(kind: KindName): TraceRecord {
    return this.record(kind, { particulars: { lines: [], document: ZeroHash, items: ZeroHash } });
  }

  /** Goes into a container, whose record of it is told. */
  packInto(container: Telling): void {
    container.record("Packed", { children: [{ consignment: this.id, head: this.head }] });
    this.#push({ type: "Packing", container: container.id, containerHead: container.head });
  }

  /** Comes out of a container, whose record of it is told, while that one is in those around it. */
  unpackFrom(container: Telling, ...around: readonly Telling[]): void {
    container.record("Unpacked", { children: [{ consignment: this.id, head: this.head }] });
    const outer: Absorbed[] = around.map(({ id, head }) => ({ consignment: id, head }));
    this.#push({
      ...{ type: "Unpacking", container: container.id, containerHead: container.head },
      ...{ around: ZeroHash, outer },
    });
  }

  /** A part that is split off. */
  split(name: string): Telling {
    const fromHead = this.head;
    const part = new Telling(name, { from: this.id, fromHead, release: ZeroHash });
    this.record("Split", { part: { consignment: part.id, key: part.id, dataHash: ZeroHash, lines: [] } });
    return part;
  }

  /** Units that come back after a release. */
  comeBack(name: string, release: TraceRecord): Telling {
    return new Telling(name, { from: this.id, fromHead: this.head, release: recordHash(this.id, release) });
  }

  /** A trace of it, with these beside it. */
  trace(...inside: readonly Telling[]): Trace {
    return {
      ...{ chainId: LEDGER.chainId, ledger: LEDGER.address, block: 1, ...this.journey },
      ...{ inside: inside.map(({ journey }) => journey), parts: [], recalls: [] },
      ...{ batches: new Map(), products: new Map(), parties: new Map() },
    };
  }

  #push(step: Readonly<Record<string, unknown>>): void {
    this.#steps.push({ sequence: this.#steps.length + 1, ...NOTHING, ...step } as never);
  }
}

import { eventIdOf } from "../../sdk/epcis/eventOf.js";
import type { LedgerOperation, LedgerRecord } from "../../sdk/epcis/operations.js";
import { InvalidValueError } from "../../sdk/errors.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import type { TraceRecord } from "../../sdk/trace/journey.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import type { Waymark } from "../../sdk/waymark.js";

/** A step that is on the ledger. */
export interface Written {
  /** Of a record or a creation; undefined for a batch, and for a correction that is there. */
  readonly sequence: number | undefined;
}

/**
 * What the ledger has of a document's events already: so what was written before a run was interrupted is not written twice.
 *
 * A record is the same when the same party says the same of the same goods, at the same place and time. Where a document says
 * something twice, the ledger is to have it twice.
 */
export class WrittenSteps {
  readonly #waymark: Waymark;
  /** Records by what they say, of which no event was found yet. */
  readonly #records = new Map<ConsignmentId, Map<string, number[]>>();
  /** Records by the consignment and the event that told them. */
  readonly #events = new Map<string, number>();
  /** Corrections that are there, by consignment and the record they are about. */
  readonly #corrected = new Set<string>();

  constructor(waymark: Waymark) {
    this.#waymark = waymark;
  }

  /**
   * The step that an operation asks for, when the ledger has it.
   *
   * @returns undefined when it is to be written.
   */
  async find(operation: LedgerOperation): Promise<Written | undefined> {
    const { ledger } = this.#waymark;
    switch (operation.type) {
      case "RegisterBatch": {
        const { maker } = await ledger.batchOf(operation.batch);
        return maker === operation.party ? { sequence: undefined } : undefined;
      }
      case "CreateConsignment":
      case "CreateContainer": {
        const { consignment } = operation;
        return (await ledger.wordOf(consignment)) === 0n ? undefined : { sequence: 1 };
      }
      case "Correct": {
        const { consignment } = operation.mistaken;
        const about = await this.about(operation);
        const isThere = this.#corrected.has(`${consignment} ${about}`);
        return isThere ? { sequence: undefined } : undefined;
      }
      case "Record":
      case "RecordAbout":
      case "RecordByLines":
      case "Pack":
      case "Unpack":
      case "Split":
        return await this.#taken(operation);
    }
  }

  /**
   * The record that an operation is about.
   *
   * @returns undefined when it is about none.
   * @throws InvalidValueError when the event that it names told no record that is known.
   */
  async about(operation: LedgerOperation): Promise<number | undefined> {
    if (operation.type !== "RecordAbout" && operation.type !== "Correct") return undefined;
    const consignment = operation.type === "Correct" ? operation.mistaken.consignment : operation.consignment;
    const records = await this.#read(consignment);
    const told = this.#events.get(`${consignment} ${operation.about}`);
    if (told !== undefined) return told;
    // The event that is declared wrong is repeated, so its record is known by what it says.
    const same = operation.type === "Correct" ? records.get(keyOf(operation.mistaken))?.at(-1) : undefined;
    if (same !== undefined) return same;
    throw new InvalidValueError(
      `${operation.source.path}: "${operation.about}" is the event of no record that is known.`,
      "Name an event of this document that comes before, or the id that `waymark export epcis` gives the record.",
      operation.about,
    );
  }

  /** Keeps in mind what event a record was written for. */
  async note(operation: LedgerOperation, sequence: number): Promise<void> {
    if (operation.type === "Correct") {
      this.#corrected.add(`${operation.mistaken.consignment} ${await this.about(operation)}`);
    } else if ("kind" in operation) this.#told(operation, sequence);
  }

  async #taken(record: LedgerRecord): Promise<Written | undefined> {
    const { consignment } = record;
    const sequence = (await this.#read(consignment)).get(keyOf(record))?.shift();
    if (sequence === undefined) return undefined;
    this.#told(record, sequence);
    return { sequence };
  }

  #told({ consignment, source }: LedgerRecord, sequence: number): void {
    if (source.eventId !== undefined) this.#events.set(`${consignment} ${source.eventId}`, sequence);
  }

  /** The records of a consignment that are there when it is first asked about. */
  async #read(consignment: ConsignmentId): Promise<Map<string, number[]>> {
    const known = this.#records.get(consignment);
    if (known !== undefined) return known;
    const found = new Map<string, number[]>();
    this.#records.set(consignment, found);
    if ((await this.#waymark.ledger.wordOf(consignment)) === 0n) return found;
    for (const record of (await traceConsignment(this.#waymark, consignment)).records) {
      found.set(keyOf(record), [...(found.get(keyOf(record)) ?? []), record.sequence]);
      this.#events.set(`${consignment} ${eventIdOf(consignment, record)}`, record.sequence);
      if (record.kind === "Correction") this.#corrected.add(`${consignment} ${record.about ?? 0}`);
    }
    return found;
  }
}

/** What a record says, whether it is on the ledger or asked for. */
function keyOf(record: LedgerRecord | TraceRecord): string {
  const { party, kind, role, place, occurredAt, detail, next, principal } = record;
  return [party, kind, role, place, occurredAt, detail, next, principal].join(" ");
}

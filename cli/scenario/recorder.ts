import { derivedId } from "../../sdk/hashing/derivedId.js";
import { consignmentKey } from "../../sdk/ids.js";
import { detailInWords } from "../../sdk/operations/detailKeys.js";
import type { NewCheckpoint, PlainCheckpoint } from "../../sdk/operations/newCheckpoint.js";
import type { NewLine } from "../../sdk/operations/lines.js";
import type { Operation } from "../../sdk/operations/operation.js";
import type { SignedCall } from "../../sdk/operations/signCall.js";
import { asPublished } from "../../sdk/places/namedPlace.js";
import type { Scope } from "../../sdk/places/scope.js";
import type { ScenarioLine } from "./scenario.js";
import { act, actorOf, batchOf, creatorOf, idOf, type Cast, type Goods, type Stage } from "./stage.js";
import { subjectsOf, type ScenarioRecord } from "./steps.js";
import type { Writer } from "./writer.js";

/** Writes the records of a scenario. */
export class Recorder {
  /** The sequences of the records that the ledger took, in the history of each of their goods. */
  readonly #past = new Map<ScenarioRecord, ReadonlyMap<string, number>>();
  /** What was signed offline and not sent yet. */
  readonly #kept = new Map<ScenarioRecord, SignedCall>();

  constructor(
    private readonly stage: Stage,
    private readonly cast: Cast,
    private readonly goods: Goods,
  ) {}

  /**
   * Writes a record, about all its goods in one transaction.
   *
   * @returns The gas.
   * @throws WaymarkError when the ledger refuses.
   */
  async write(record: ScenarioRecord): Promise<bigint> {
    return await act(record.path, () => this.#writerOf(record).write(this.#operationFor(record)));
  }

  /** Signs a record, which stays with its writer. */
  async keep(record: ScenarioRecord): Promise<void> {
    this.#kept.set(record, await this.#writerOf(record).sign(this.#operationFor(record)));
  }

  /** Sends a record that was kept, as anybody may. */
  async relay(record: ScenarioRecord, path: string): Promise<bigint> {
    const signed = this.#kept.get(record);
    if (signed === undefined) throw new Error(`${record.path} has not been signed.`);
    const { client, relayer } = this.stage;
    return await act(path, () => client.as(relayer).relay(signed).send());
  }

  /**
   * Keeps what the steps after a record need of it, once it is on the ledger.
   *
   * @returns Its number in the history of each of its goods.
   */
  async landed(record: ScenarioRecord): Promise<ReadonlyMap<string, number>> {
    const sequences = await this.sequencesOf(record);
    this.#past.set(record, sequences);
    const { part, goods, by } = record;
    if (part !== undefined) {
      const creator = creatorOf(this.goods, goods[0] ?? "");
      const key = consignmentKey(part.sscc);
      this.goods.ids.set(part.name, derivedId(creator, actorOf(this.cast, by).id, key));
      this.goods.creators.set(part.name, creator);
    }
    return sequences;
  }

  /** How many steps the history of each of a record's goods has now. */
  async sequencesOf(record: ScenarioRecord): Promise<ReadonlyMap<string, number>> {
    const sequences = new Map<string, number>();
    for (const name of subjectsOf(record)) {
      const { sequence } = await this.stage.client.ledger.consignmentOf(idOf(this.goods, name));
      sequences.set(name, Number(sequence));
    }
    return sequences;
  }

  /** The number of a record in the history of some of its goods. */
  sequenceOf(record: ScenarioRecord, name: string): number {
    const sequence = this.#past.get(record)?.get(name);
    if (sequence === undefined) throw new Error(`${record.path} has not been written.`);
    return sequence;
  }

  linesOf(lines: readonly ScenarioLine[]): NewLine[] {
    return lines.map(({ batch, quantity }) => ({ batch: batchOf(this.goods, batch).id, quantity }));
  }

  #writerOf({ by, withRevokedKey }: ScenarioRecord): Writer {
    const { writer, revoked = writer } = actorOf(this.cast, by);
    return withRevokedKey ? revoked : writer;
  }

  #operationFor(record: ScenarioRecord): Operation<unknown> {
    const { checkpoints } = this.#writerOf(record).waymark;
    const [first, ...others] = subjectsOf(record).map((name) => this.#checkpointFor(record, name));
    if (first === undefined) throw new Error(`${record.path} is about nothing.`);
    // Only plain records are about several goods: the parser has seen to it.
    return others.length === 0
      ? checkpoints.record(first)
      : checkpoints.recordMany([first, ...others] as PlainCheckpoint[]);
  }

  #checkpointFor(record: ScenarioRecord, name: string): NewCheckpoint {
    const { kind, detail, role, place, next, principal, document, units, about, destination, part } = record;
    // The parser has seen to it that a kind comes with what belongs to it, and with nothing else.
    return {
      kind,
      consignment: idOf(this.goods, name),
      role,
      place: asPublished(place),
      at: this.stage.clock.end - record.secondsAgo,
      scope: scopeFor(record),
      ...detailInWords(kind, detail),
      ...(next === undefined ? {} : { next: actorOf(this.cast, next).id }),
      ...(principal === undefined ? {} : { principal: actorOf(this.cast, principal).id }),
      ...(document === undefined ? {} : { document }),
      ...(units === undefined ? {} : { units: this.linesOf(units) }),
      ...(about === undefined ? {} : { about: this.sequenceOf(about, name) }),
      ...(destination === undefined ? {} : { destination }),
      ...(part === undefined ? {} : { sscc: part.sscc }),
      ...(kind === "Packed" || kind === "Unpacked"
        ? { children: record.goods.map((child) => idOf(this.goods, child)) }
        : {}),
    } as NewCheckpoint;
  }
}

/** The grant that entitles the writer there; without one the place itself, for the ledger to refuse. */
function scopeFor({ by, role, place }: ScenarioRecord): Scope {
  const grant = by.grants.find(({ scope, roles }) => roles.includes(role) && place.startsWith(scope));
  return grant?.scope ?? place;
}

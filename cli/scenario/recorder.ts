import type { NewCheckpoint, PlainCheckpoint } from "../../sdk/operations/newCheckpoint.js";
import type { Operation } from "../../sdk/operations/operation.js";
import type { Scope } from "../../sdk/places/scope.js";
import { nameIn } from "../../sdk/vocabulary.js";
import { detailOf } from "./details.js";
import { subjectsOf, type ScenarioRecord } from "./scenario.js";
import { act, actorOf, idOf, type Cast, type Goods, type Stage } from "./stage.js";

/** Writes the records of a scenario. */
export class Recorder {
  /** The sequences of the records that the ledger took, in the history of each of their goods. */
  readonly #past = new Map<ScenarioRecord, ReadonlyMap<string, number>>();

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
    const { writer } = actorOf(this.cast, record.by);
    return await act(record.path, () => writer.write(this.#operationFor(record)));
  }

  /** Keeps what a correction of the record needs. */
  remember(record: ScenarioRecord, sequences: ReadonlyMap<string, number>): void {
    this.#past.set(record, sequences);
  }

  #operationFor(record: ScenarioRecord): Operation<unknown> {
    const { checkpoints } = actorOf(this.cast, record.by).writer.waymark;
    const [first, ...others] = subjectsOf(record).map((name) => this.#checkpointFor(record, name));
    if (first === undefined) throw new Error(`${record.path} is about nothing.`);
    // Only plain records are about several goods: the parser has seen to it.
    return others.length === 0
      ? checkpoints.record(first)
      : checkpoints.recordMany([first, ...others] as PlainCheckpoint[]);
  }

  #checkpointFor(record: ScenarioRecord, name: string): NewCheckpoint {
    const { kind, role, place, next, principal, document, units, corrects } = record;
    // The parser has seen to it that a kind comes with what belongs to it, and with nothing else.
    return {
      kind,
      consignment: idOf(this.goods, name),
      role,
      place,
      at: this.stage.now - record.secondsAgo,
      scope: scopeFor(record),
      ...wordFor(record),
      ...(next === undefined ? {} : { next: actorOf(this.cast, next).id }),
      ...(principal === undefined ? {} : { principal: actorOf(this.cast, principal).id }),
      ...(document === undefined ? {} : { document }),
      ...(units === undefined ? {} : { units: [{ batch: this.goods.batch, quantity: units }] }),
      ...(corrects === undefined ? {} : { about: this.#sequenceOf(corrects, name) }),
      ...(kind === "Packed" || kind === "Unpacked"
        ? { children: record.goods.map((child) => idOf(this.goods, child)) }
        : {}),
    } as NewCheckpoint;
  }

  #sequenceOf(corrected: ScenarioRecord, name: string): number {
    const sequence = this.#past.get(corrected)?.get(name);
    if (sequence === undefined) throw new Error(`${corrected.path} has not been written.`);
    return sequence;
  }
}

/** The detail of a record under its key, in a word: `{ mode: "maritime" }`. */
function wordFor({ kind, detail }: ScenarioRecord): Record<string, string> {
  const known = detailOf(kind);
  const name = known === undefined ? undefined : nameIn(known.vocabulary, detail);
  if (known === undefined || name === undefined) return {};
  return { [known.key]: name.charAt(0).toLowerCase() + name.slice(1) };
}

/** The grant that entitles the writer there; without one the place itself, for the ledger to refuse. */
function scopeFor({ by, role, place }: ScenarioRecord): Scope {
  const grant = by.grants.find(({ scope, roles }) => roles.includes(role) && place.startsWith(scope));
  return grant?.scope ?? place;
}

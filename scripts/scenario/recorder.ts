import { toBeHex, ZeroHash } from "ethers";

import { hashChildren } from "../../sdk/hashing/hashChildren.js";
import { hashParticulars, type Particulars } from "../../sdk/hashing/hashParticulars.js";
import { toBytes5, type Scope } from "../../sdk/places/scope.js";
import { remainingLines } from "../../sdk/trace/remainingLines.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { Extent, Kind, Role } from "../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { proveRecord } from "./proveRecord.js";
import { subjectsOf, type ScenarioRecord } from "./scenario.js";
import { act, actorOf, idOf, type Cast, type Goods, type Stage } from "./stage.js";

/** What later records need to know of one that the ledger took. */
interface Past {
  readonly sequences: ReadonlyMap<string, number>;
  readonly particulars: Particulars | undefined;
}

/** What is sent: checkpoints as they are, or one with what comes beside it. */
interface Writing {
  readonly checkpoints: readonly CheckpointStruct[];
  readonly call?: string;
  readonly particulars?: Particulars;
}

/** Writes the records of a scenario. */
export class Recorder {
  readonly #past = new Map<ScenarioRecord, Past>();
  /** The particulars of the records by lines that were written. */
  readonly #particulars = new Map<ScenarioRecord, Particulars>();

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
    const { checkpoints, call, particulars } = await this.#writingFor(record);
    const { writer } = actorOf(this.cast, record.by);
    const gas = await act(record.path, () => writer.record(checkpoints, call));
    if (particulars !== undefined) this.#particulars.set(record, particulars);
    return gas;
  }

  /** Keeps what a correction of the record needs. */
  remember(record: ScenarioRecord, sequences: ReadonlyMap<string, number>): void {
    this.#past.set(record, { sequences, particulars: this.#particulars.get(record) });
  }

  async #writingFor(record: ScenarioRecord): Promise<Writing> {
    const { kind, units, corrects } = record;
    const checkpoints = await Promise.all(subjectsOf(record).map((name) => this.#checkpointFor(record, name)));
    const [first] = checkpoints;
    if (first === undefined) throw new Error(`${record.path} is about nothing.`);
    const { interface: abi } = this.stage.ledger;
    const alone = (c: CheckpointStruct, call: string): Writing => ({ checkpoints: [c], call });

    if (kind === "Packed" || kind === "Unpacked") {
      const children = record.goods.map((name) => idOf(this.goods, name)).toSorted();
      const c = { ...first, basedOn: hashChildren(children) };
      return alone(
        c,
        kind === "Packed"
          ? abi.encodeFunctionData("pack", [c, children])
          : abi.encodeFunctionData("unpack", [c, children]),
      );
    }
    if (corrects !== undefined) {
      const { proof, basedOn } = await this.#proofOf(corrects, record);
      const c = { ...first, basedOn };
      return alone(c, abi.encodeFunctionData("recordProved", [c, proof]));
    }
    if (units !== undefined) {
      const particulars = await this.#particularsFor(record, units);
      const detail = kind === "ImportCleared" ? Extent.ByLines : first.detail;
      const c = { ...first, basedOn: hashParticulars(particulars), detail };
      return { ...alone(c, abi.encodeFunctionData("recordByLines", [c, structOf(particulars)])), particulars };
    }
    return { checkpoints };
  }

  async #checkpointFor(record: ScenarioRecord, name: string): Promise<CheckpointStruct> {
    const { stage, cast } = this;
    const actor = actorOf(cast, record.by);
    const { next, principal } = record;
    const consignment = idOf(this.goods, name);
    return {
      consignment,
      party: actor.id,
      kind: Kind[record.kind],
      role: Role[record.role],
      place: toBytes5(record.place),
      occurredAt: stage.now - record.secondsAgo,
      basedOn: record.kind === "HoldLifted" ? await openHold() : (record.document ?? ZeroHash),
      detail: record.detail,
      dataHash: ZeroHash,
      next: next === undefined ? 0n : actorOf(cast, next).id,
      principal: principal === undefined ? 0n : actorOf(cast, principal).id,
      scope: toBytes5(scopeFor(record)),
      expectedMove: 0,
    };

    /** A lifting names the hold it lifts: the one that its party, or the one it succeeds, has open. */
    async function openHold(): Promise<string> {
      const placer = principal === undefined ? actor : actorOf(cast, principal);
      const { sequence } = await stage.ledger.holdOf(consignment, placer.id);
      return toBeHex(sequence, 32);
    }
  }

  /** What a record by lines says: these units leave what its goods hold now. */
  async #particularsFor({ goods, document = ZeroHash }: ScenarioRecord, units: bigint): Promise<Particulars> {
    const [name = ""] = goods;
    const { creation, records } = await traceConsignment(this.stage.client, idOf(this.goods, name));
    return {
      contents: remainingLines(creation.lines, records).after,
      leaving: [{ batch: this.goods.batch, quantity: units, items: ZeroHash }],
      document,
      items: ZeroHash,
    };
  }

  #proofOf(corrected: ScenarioRecord, { goods: [name = ""] }: ScenarioRecord): ReturnType<typeof proveRecord> {
    const past = this.#past.get(corrected);
    const sequence = past?.sequences.get(name);
    if (sequence === undefined) throw new Error(`${corrected.path} has not been written.`);
    const particulars = past?.particulars === undefined ? undefined : structOf(past.particulars);
    return proveRecord(this.stage.client, idOf(this.goods, name), sequence, particulars);
  }
}

/** Particulars as the contract's bindings take them, which change their lists. */
function structOf({ contents, leaving, document, items }: Particulars) {
  return { contents: [...contents], leaving: [...leaving], document, items };
}

/** The grant that entitles the writer there; without one the place itself, for the ledger to refuse. */
function scopeFor({ by, role, place }: ScenarioRecord): Scope {
  const grant = by.grants.find(({ scope, roles }) => roles.includes(role) && place.startsWith(scope));
  return grant?.scope ?? place;
}

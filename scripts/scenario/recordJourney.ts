import { toBeHex, ZeroHash } from "ethers";

import { hashParticulars, type Particulars } from "../../sdk/hashing/hashParticulars.js";
import { toBytes5, type Scope } from "../../sdk/places/scope.js";
import { Kind, Role } from "../../sdk/vocabulary.js";
import type { CheckpointStruct, ParticularsStruct } from "../../typechain-types/contracts/Waymark.js";
import type { Scenario, ScenarioRecord } from "./scenario.js";
import { act, actorOf, type Actor, type Cast, type Goods, type Stage } from "./stage.js";

/** A record of the scenario that the ledger took. */
export interface Landed {
  readonly record: ScenarioRecord;
  readonly actor: Actor;
  /** Seconds since 1970. */
  readonly occurredAt: number;
  readonly gas: bigint;
}

/**
 * Writes the records of the journey in their order, each with its own party's key.
 *
 * @param onLanded Told each record as the ledger takes it.
 * @throws WaymarkError at the first one that the ledger refuses, naming the record's place in the file.
 */
export async function recordJourney(
  scenario: Scenario,
  stage: Stage,
  cast: Cast,
  goods: Goods,
  onLanded: (landed: Landed) => void,
): Promise<void> {
  let inside = scenario.consignment.quantity;
  for (const record of scenario.records) {
    const actor = actorOf(cast, record.by);
    const ledger = stage.ledger.connect(actor.signer);
    const occurredAt = stage.now - record.secondsAgo;
    const checkpoint = await checkpointFor(record, occurredAt, stage, cast, goods);
    const { units } = record;
    let gas: bigint;
    if (units === undefined) {
      gas = await act(record.path, () => ledger.record(checkpoint));
    } else {
      const particulars = particularsFor(goods, inside, units, record.document);
      const basedOn = hashParticulars(particulars);
      gas = await act(record.path, () => ledger.recordByLines({ ...checkpoint, basedOn }, particulars));
      inside -= units;
    }
    onLanded({ record, actor, occurredAt, gas });
  }
}

async function checkpointFor(
  record: ScenarioRecord,
  occurredAt: number,
  { ledger }: Stage,
  cast: Cast,
  { consignment }: Goods,
): Promise<CheckpointStruct> {
  const actor = actorOf(cast, record.by);
  const { next, principal } = record;
  return {
    consignment,
    party: actor.id,
    kind: Kind[record.kind],
    role: Role[record.role],
    place: toBytes5(record.place),
    occurredAt,
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
    const { sequence } = await ledger.holdOf(consignment, placer.id);
    return toBeHex(sequence, 32);
  }
}

/** The grant that entitles the writer there; without one the place itself, for the ledger to refuse. */
function scopeFor({ by, role, place }: ScenarioRecord): Scope {
  const grant = by.grants.find(({ scope, roles }) => roles.includes(role) && place.startsWith(scope));
  return grant?.scope ?? place;
}

function particularsFor(
  { batch }: Goods,
  inside: bigint,
  leaving: bigint,
  document: string = ZeroHash,
): ParticularsStruct & Particulars {
  return {
    contents: [{ batch, quantity: inside, items: ZeroHash }],
    leaving: [{ batch, quantity: leaving, items: ZeroHash }],
    document,
    items: ZeroHash,
  };
}

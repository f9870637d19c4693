import type { HDNodeWallet, Signer } from "ethers";

import { FatalError, RetryableError, WaymarkError } from "../../sdk/errors.js";
import type { BatchId, ConsignmentId, PartyId, ProductId } from "../../sdk/ids.js";
import type { RootProof } from "../../sdk/goods/itemState.js";
import type { Waymark } from "../../sdk/waymark.js";
import type { Clock } from "./clock.js";
import type { Expected, Scenario, ScenarioBatch, ScenarioParty, ScenarioProduct } from "./scenario.js";
import type { Writer } from "./writer.js";

/** Where a scenario is played: a ledger, who governs admission to it, and the keys that the parties take. */
export interface Stage {
  /** Reads the chain; whoever writes connects it as himself. */
  readonly client: Waymark;
  readonly governor: Signer;
  /** No party: sends, and pays for, what others signed. */
  readonly relayer: Signer;
  /** Two a party: its manager and its signer, in the order of the parties. */
  readonly keys: readonly Signer[];
  readonly clock: Clock;
}

/** A party of the scenario on the ledger. */
export interface Actor {
  readonly party: ScenarioParty;
  readonly id: PartyId;
  readonly manager: Signer;
  readonly writer: Writer;
  /** Writes with the key that was revoked. */
  readonly revoked?: Writer;
}

/** The parties of the scenario on the ledger. */
export type Cast = Map<ScenarioParty, Actor>;

/** What is traced and travels, on the ledger. */
export interface Goods {
  readonly products: ReadonlyMap<ScenarioProduct, ProductId>;
  readonly batches: ReadonlyMap<ScenarioBatch, BatchOnLedger>;
  /** Consignments and containers by the names of the scenario; parts join them as they are made. */
  readonly ids: Map<string, ConsignmentId>;
  /** Their creators. */
  readonly creators: Map<string, PartyId>;
}

export interface BatchOnLedger {
  readonly id: BatchId;
  readonly labels: Labels;
}

/** The labels of a batch's items, which hide a key each. */
export interface Labels {
  /** Root of the items; zeros = none. */
  readonly root: string;
  /** By serial number. */
  readonly of: ReadonlyMap<string, Label>;
}

/** A label: the key that it hides, and the proof that it is under the root. */
export interface Label extends RootProof {
  readonly key: HDNodeWallet;
}

/** Something done on the ledger, and what it cost. */
export interface Step {
  /** What it was, such as "registers the product". */
  readonly what: string;
  readonly gas: bigint;
}

/** The keys that a scenario needs. */
export function keysFor(scenario: Scenario): number {
  return 2 * scenario.parties.size;
}

/** The id of what the scenario calls by a name. */
export function idOf({ ids }: Pick<Goods, "ids">, name: string): ConsignmentId {
  return made(ids.get(name), name);
}

/** Who created what the scenario calls by a name. */
export function creatorOf({ creators }: Goods, name: string): PartyId {
  return made(creators.get(name), name);
}

/** A product on the ledger. */
export function productOf({ products }: Pick<Goods, "products">, product: ScenarioProduct): ProductId {
  return made(products.get(product), product.path);
}

/** A batch on the ledger. */
export function batchOf({ batches }: Pick<Goods, "batches">, batch: ScenarioBatch): BatchOnLedger {
  return made(batches.get(batch), batch.path);
}

function made<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new Error(`"${name}" has not been made.`);
  return thing;
}

/** The actor that plays a party. */
export function actorOf(cast: Cast, party: ScenarioParty): Actor {
  const actor = cast.get(party);
  if (actor === undefined) throw new Error(`"${party.key}" has not been admitted.`);
  return actor;
}

/**
 * Does one act on the ledger and waits for it.
 *
 * @param path Where the scenario has it, named when the ledger refuses.
 * @param send Sends its transaction.
 * @returns The gas it cost.
 * @throws WaymarkError with the ledger's refusal in plain words.
 */
export async function act(path: string, send: () => Promise<{ readonly gasUsed: bigint }>): Promise<bigint> {
  try {
    return (await send()).gasUsed;
  } catch (caught) {
    // Who cannot reach the chain is not refused.
    if (!(caught instanceof WaymarkError) || caught instanceof RetryableError) throw caught;
    const { name, message, toDo, values } = caught;
    throw new FatalError({ name, message: `${path}: ${message}`, toDo, values, cause: caught });
  }
}

/** How something ended that may have to be refused. */
export interface Ended {
  /** 0 for what was refused: that is known before it is sent. */
  readonly gas: bigint;
  /** The ledger's refusal, where it had to refuse. */
  readonly refusal?: string;
}

/**
 * Does something, which ends as the scenario expects, or not at all.
 *
 * @throws FatalError with another refusal than the one expected; "ExpectationUnmet" when it had to be refused and was not.
 */
export async function end({ path, refused }: Expected, run: () => Promise<bigint>): Promise<Ended> {
  if (refused === undefined) return { gas: await run() };
  try {
    await run();
  } catch (error) {
    if (!(error instanceof FatalError) || error.name !== refused) throw error;
    return { gas: 0n, refusal: error.message.replace(`${path}: `, "") };
  }
  throw unmet(
    path,
    `the ledger took it, and should have refused it with ${refused}.`,
    "Leave out `refused` where the step is right, or change what comes before it.",
  );
}

/** The error that says that something did not end as the scenario expects. */
export function unmet(path: string, message: string, toDo: string): FatalError {
  return new FatalError({ name: "ExpectationUnmet", message: `${path}: ${message}`, toDo, values: { path } });
}

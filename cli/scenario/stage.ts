import type { HDNodeWallet, Signer } from "ethers";

import { FatalError, WaymarkError } from "../../sdk/errors.js";
import type { BatchId, ConsignmentId, ProductId } from "../../sdk/ids.js";
import type { Waymark } from "../../sdk/waymark.js";
import type { Scenario, ScenarioParty } from "./scenario.js";
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
  /** The present, seconds since 1970, from which the scenario counts back. */
  readonly now: number;
}

/** A party of the scenario on the ledger. */
export interface Actor {
  readonly party: ScenarioParty;
  readonly id: bigint;
  readonly manager: Signer;
  readonly writer: Writer;
}

/** The parties of the scenario on the ledger. */
export type Cast = ReadonlyMap<ScenarioParty, Actor>;

/** What travels, on the ledger. */
export interface Goods {
  readonly product: ProductId;
  readonly batch: BatchId;
  /** Consignments and container by the names of the scenario. */
  readonly ids: ReadonlyMap<string, ConsignmentId>;
  readonly labels: Labels;
}

/** The labels of a batch's items, which hide a key each. */
export interface Labels {
  /** Root of the items; zeros = none. */
  readonly root: string;
  /** By serial number. */
  readonly of: ReadonlyMap<string, Label>;
}

export interface Label {
  readonly serialHash: string;
  readonly key: HDNodeWallet;
  /** That it is under the root. */
  readonly proof: readonly string[];
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
export function idOf({ ids }: Goods, name: string): ConsignmentId {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`"${name}" has not been made.`);
  return id;
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
    if (!(caught instanceof WaymarkError)) throw caught;
    const { name, message, toDo, values } = caught;
    throw new FatalError({ name, message: `${path}: ${message}`, toDo, values, cause: caught });
  }
}

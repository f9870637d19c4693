import type { TransactionResponse, HDNodeWallet, Signer } from "ethers";

import type { WaymarkClient } from "../../sdk/client.js";
import { decodeError, FatalError } from "../../sdk/errors.js";
import type { BatchId, ConsignmentId, ProductId } from "../../sdk/ids.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { Scenario, ScenarioParty } from "./scenario.js";
import type { Writer } from "./writer.js";

/** Where a scenario is played: a ledger, who governs admission to it, and the keys that the parties take. */
export interface Stage {
  /** Reads the chain. */
  readonly client: WaymarkClient;
  readonly ledger: IWaymark;
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
export async function act(path: string, send: () => Promise<TransactionResponse>): Promise<bigint> {
  try {
    const receipt = await (await send()).wait();
    if (receipt === null) throw new Error("A transaction that was waited for has no receipt.");
    return receipt.gasUsed;
  } catch (caught) {
    const error = decodeError(caught, LEDGER);
    throw new FatalError({
      name: error.name,
      message: `${path}: ${error.message}`,
      toDo: error.toDo,
      values: error.values,
      cause: error,
    });
  }
}

const LEDGER = IWaymark__factory.createInterface();

import { IAccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/IAccessManager__factory.js";
import type { WaymarkClient } from "../client.js";
import { latestBlock } from "../latestBlock.js";
import { ACCESS_MANAGER } from "../operations/abis.js";
import { readLogs } from "../trace/readLogs.js";
import { callInWords, type CallInWords } from "./callWords.js";

/** A governing act that was scheduled, and neither executed nor cancelled. */
export interface ScheduledAct {
  /** The access manager's id of it. */
  readonly operation: string;
  /** Account that scheduled it, and that executes it. */
  readonly by: string;
  /** Contract that it calls. */
  readonly target: string;
  /** Selector and arguments. */
  readonly data: string;
  /** What it does; undefined when it is no call of the ledger or the access manager that can be read. */
  readonly call: CallInWords | undefined;
  /** Chain time from which it can be executed, seconds since 1970. */
  readonly readyAt: number;
  /** Chain time from which it no longer can. */
  readonly expiresAt: number;
}

/**
 * The governing acts that wait, from the access manager's logs, in the order of their announcement; also those that have
 * expired, for they say what was meant.
 */
export async function readScheduledActs(client: WaymarkClient): Promise<ScheduledAct[]> {
  const address = await client.ledger.authority();
  const manager = IAccessManager__factory.connect(address, client.provider);
  const expiration = Number(await manager.expiration());
  const topics = (["OperationScheduled", "OperationExecuted", "OperationCanceled"] as const).map(
    (name) => manager.interface.getEvent(name).topicHash,
  );
  // The access manager is a little older than the ledger, and governs nothing before it.
  const range = { from: client.deploymentBlock ?? 0, to: await latestBlock(client) };
  const acts = new Map<string, ScheduledAct>();
  for (const log of await readLogs(client.provider, { address, topics: [topics] }, range)) {
    const event = ACCESS_MANAGER.parseLog(log);
    const [, operation = ""] = log.topics;
    // The same act may be scheduled again: the last word counts.
    acts.delete(operation);
    if (event?.name !== "OperationScheduled") continue;
    // The types of the event's parameters in the access manager's interface.
    const [, , schedule, by, target, data] = event.args as unknown as [string, bigint, bigint, string, string, string];
    const readyAt = Number(schedule);
    const expiresAt = readyAt + expiration;
    acts.set(operation, { operation, by, target, data, call: callInWords(data), readyAt, expiresAt });
  }
  return [...acts.values()];
}

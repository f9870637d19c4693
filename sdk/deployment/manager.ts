import type { LogDescription } from "ethers";

import type { AccessManager } from "../../typechain-types/@openzeppelin/contracts/access/manager/AccessManager.js";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import { ACCESS_MANAGER } from "../operations/abis.js";
import { readLogs } from "../trace/readLogs.js";
import type { Checked } from "./check.js";

/** The access manager of a record, to be read. */
export function managerOf({ provider, record }: Checked): AccessManager {
  return AccessManager__factory.connect(record.contracts.AccessManager.address, provider);
}

/** What the access manager has logged since it was created, with the block of each. */
export async function managerEvents(
  { provider, record, block }: Checked,
  name: "RoleGranted" | "TargetAdminDelayUpdated",
): Promise<(LogDescription & { readonly block: number })[]> {
  const { address, block: from } = record.contracts.AccessManager;
  const topics = [ACCESS_MANAGER.getEvent(name).topicHash];
  const logs = await readLogs(provider, { address, topics }, { from, to: block });
  return logs.flatMap((log) => {
    const event = ACCESS_MANAGER.parseLog(log);
    return event === null ? [] : [Object.assign(event, { block: log.blockNumber })];
  });
}

import type { LogDescription } from "ethers";

import type { IAccessManager } from "../../typechain-types/@openzeppelin/contracts/access/manager/IAccessManager.js";
import { IAccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/IAccessManager__factory.js";
import { readLogs } from "../trace/readLogs.js";
import type { Checked } from "./check.js";

/** The access manager of a record, to be read. */
export function managerOf({ provider, record }: Checked): IAccessManager {
  return IAccessManager__factory.connect(record.contracts.AccessManager.address, provider);
}

/** What the access manager has logged since it was created, with the block of each. */
export async function managerEvents(
  checked: Checked,
  name: "RoleGranted" | "TargetAdminDelayUpdated",
): Promise<(LogDescription & { readonly block: number })[]> {
  const { address, block: from } = checked.record.contracts.AccessManager;
  const { interface: abi } = managerOf(checked);
  const topics = [abi.getEvent(name).topicHash];
  const logs = await readLogs(checked.provider, { address, topics }, { from, to: checked.block });
  return logs.flatMap((log) => {
    const event = abi.parseLog(log);
    return event === null ? [] : [Object.assign(event, { block: log.blockNumber })];
  });
}

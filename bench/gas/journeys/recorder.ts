import type { ContractTransactionReceipt } from "ethers";

import type { ConsignmentId } from "../../../sdk/ids.js";
import { checkpoint, type Member, type RecordChanges, type World } from "../../support/world.js";
import { mined } from "../operation.js";
import { NOW } from "./busyWorld.js";

/** Writes one record, sent by the account of its party. */
export type Recorder = (
  by: Member,
  kind: Parameters<typeof checkpoint>[2],
  role: Parameters<typeof checkpoint>[3],
  place: string,
  changes?: RecordChanges,
) => Promise<ContractTransactionReceipt>;

/** Records about one consignment, one after the other. */
export function recorderOf({ ledger }: World, id: ConsignmentId): Recorder {
  return async (by, kind, role, place, changes = {}) => {
    const record = await checkpoint(id, by, kind, role, place, { occurredAt: NOW, ...changes });
    return mined(ledger.connect(by.account).record(record));
  };
}

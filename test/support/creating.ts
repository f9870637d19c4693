import { id as hash } from "ethers";

import { batchId, lotKey, type BatchId } from "../../sdk/ids.js";
import type { LineStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { at, batchDetails, country, GTIN, line, type Member, type World } from "./world.js";

export const KEY = hash("SSCC 109520123000000012");
export const DATA = hash("consignment data");

/** A batch of the world's product under another lot. */
export async function anotherBatch(w: World, lot: string, changes: object = {}): Promise<BatchId> {
  const { factory } = w.cast;
  const details = batchDetails({ lotKey: lotKey(lot), ...changes });
  await w.ledger.connect(factory.account).registerBatch(factory.id, details);
  return batchId(GTIN, lotKey(lot));
}

/** Sends the creation of a consignment of the world's batch, at Tauranga for China unless changed. */
export function sendCreation(
  w: World,
  by: Member,
  changes: { key?: string; place?: string; destination?: string; lines?: LineStruct[]; party?: bigint } = {},
) {
  const details = {
    key: changes.key ?? KEY,
    place: changes.place ?? at("NZTRG"),
    destination: changes.destination ?? country("CN"),
    dataHash: DATA,
  };
  const lines = changes.lines ?? [line(w.batch, 480)];
  return w.ledger.connect(by.account).createConsignment(changes.party ?? by.id, details, lines);
}

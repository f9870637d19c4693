import { id as hash } from "ethers";

import { batchId, lotKey, type BatchId } from "../../../sdk/ids.js";
import { networkHelpers } from "../../support/chain.js";
import { batchDetails, createConsignment, line, world, type World } from "../../support/world.js";

/** The time at which everything happens, seconds since 1970: fixed, so that its bytes cost the same in every run. */
export const NOW = 2_000_000_000;

/** Everybody has written before. */
export interface BusyWorld extends World {
  /** Twelve batches that goods have been taken from. */
  readonly batches: readonly BatchId[];
}

/** The world of the tests, in which every slot has been used once that a second use finds used. */
export async function busyWorld(): Promise<BusyWorld> {
  await networkHelpers.time.increaseTo(NOW);
  const w = await world();
  const { factory } = w.cast;
  const batches: BatchId[] = [];
  for (let i = 0; i < 12; i++) {
    const key = lotKey(`WARM${i}`);
    await (await w.ledger.connect(factory.account).registerBatch(factory.id, batchDetails({ lotKey: key }))).wait();
    batches.push(batchId(w.product, key));
  }
  await createConsignment(w, { key: hash("an earlier consignment"), lines: batches.map((batch) => line(batch, 1)) });
  return { ...w, batches };
}

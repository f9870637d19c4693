import { batchId, lotKey } from "../../sdk/ids.js";
import type { Trace, TraceBatch, TraceProduct } from "../../sdk/trace/trace.js";

/** The trace of goods of as many batches, each made of the one that they have; none when none is given. */
export function ofBatches(trace: Trace, ...changes: readonly Partial<TraceBatch>[]): Trace {
  const [id, batch] = [...trace.batches][0]!;
  const idOf = (index: number) => (index === 0 ? id : batchId(batch.product, lotKey(`LOT${String(index)}`)));
  return { ...trace, batches: new Map(changes.map((change, index) => [idOf(index), { ...batch, ...change }])) };
}

/** The trace of goods of as many products, each made of the one that they have; none when none is given. */
export function ofProducts(trace: Trace, ...changes: readonly Partial<TraceProduct>[]): Trace {
  const [id, product] = [...trace.products][0]!;
  const idOf = (index: number) => id + BigInt(index);
  return { ...trace, products: new Map(changes.map((change, index) => [idOf(index), { ...product, ...change }])) };
}

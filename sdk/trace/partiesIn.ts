import type { BatchId, PartyId, ProductId } from "../ids.js";
import type { Journey } from "./journey.js";
import type { TraceBatch, TraceProduct, TraceRecall } from "./trace.js";

/** Everyone who is named in journeys and in what they are about, but nobody. */
export function partiesIn(
  journeys: readonly Journey[],
  batches: ReadonlyMap<BatchId, TraceBatch>,
  products: ReadonlyMap<ProductId, TraceProduct>,
  recalls: readonly TraceRecall[],
): Set<PartyId> {
  const parties = new Set([
    ...journeys.flatMap(({ creation, records }) => [
      creation.creator,
      ...(creation.type === "Derivation" ? [creation.party] : []),
      ...records.flatMap(({ party, next, principal }) => [party, next, principal]),
    ]),
    ...[...batches.values()].map(({ maker }) => maker),
    ...[...products.values()].flatMap(({ registrant, endorsedBy }) => [registrant, endorsedBy]),
    ...recalls.map(({ placer }) => placer),
  ]);
  parties.delete(0n);
  return parties;
}

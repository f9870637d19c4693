import { FatalError } from "../errors/waymarkError.js";
import type { WaymarkClient } from "../client.js";
import { gtinToBigInt } from "../gs1/gtin.js";
import type { Sscc } from "../gs1/sscc.js";
import type { TradeItem } from "../gs1/tradeItem.js";
import {
  batchId,
  consignmentId,
  consignmentKey,
  lotKey,
  type BatchId,
  type ConsignmentId,
  type ProductId,
} from "../ids.js";
import { LogReader } from "../trace/logReader.js";
import { topicOf } from "../trace/readGoods.js";
import type { BlockRange } from "../trace/readLogs.js";

/** A batch of a product. */
export interface FoundBatch {
  readonly product: ProductId;
  readonly batch: BatchId;
}

/**
 * Finds the batch of a lot. A product may be registered by the holder of its prefix and claimed by sellers, each with lots of
 * their own: of all that have this lot, the confirmed one comes first.
 *
 * @throws FatalError "BatchNotFound" when no registered product of this GTIN has the lot, which a wrong salt looks like too.
 */
export async function findBatches(
  client: WaymarkClient,
  { gtin, lot }: TradeItem,
  salt: string,
  range: BlockRange,
): Promise<readonly [FoundBatch, ...FoundBatch[]]> {
  const reader = new LogReader(client);
  const event = reader.events.ProductRegistered;
  const logs = await reader.read([event], [null, null, topicOf(gtinToBigInt(gtin))], range);
  const key = lotKey(lot ?? "", salt);
  const candidates = logs
    .flatMap((log) => reader.decode(event, log)?.product ?? [])
    .sort((a, b) => (a < b ? -1 : 1))
    .map((product) => ({ product, batch: batchId(product, key) }));
  const at = { blockTag: range.to };
  const known = await Promise.all(
    candidates.map(async ({ batch }) => (await client.ledger.batchOf(batch, at)).maker !== 0n),
  );
  const [first, ...others] = candidates.filter((_, index) => known[index]);
  if (first !== undefined) return [first, ...others];
  throw new FatalError({
    name: "BatchNotFound",
    message:
      logs.length === 0
        ? `No product with GTIN ${gtin} is registered on this ledger.`
        : `No product with GTIN ${gtin} has a lot ${lot ?? ""} on this ledger.`,
    toDo: "Check that the code was read whole, with its salt (?s=…) where it has one, and that it belongs to this ledger.",
    values: { gtin, lot, salt, products: logs.length },
  });
}

/** The consignments that units of a batch were loaded into, in their order. Those split off from them are in their traces. */
export async function findConsignments(
  client: WaymarkClient,
  batch: BatchId,
  range: BlockRange,
): Promise<ConsignmentId[]> {
  const reader = new LogReader(client);
  const event = reader.events.LineLoaded;
  const logs = await reader.read([event], [batch], range);
  return [...new Set(logs.flatMap((log) => reader.decode(event, log)?.consignment ?? []))];
}

/** GS1 Company Prefixes have 4 to 12 digits (GS1 General Specifications, section 1.4.1). */
const [SHORTEST, LONGEST] = [4, 12];

/**
 * Finds the consignment of a logistic unit: of the party that holds the company prefix in its SSCC. So nobody else's
 * consignment is taken for it.
 *
 * @throws FatalError "UnitNotFound" when nobody holds a prefix of it, or the holder has no such consignment.
 */
export async function findUnit(
  client: WaymarkClient,
  sscc: Sscc,
  salt: string,
  range: BlockRange,
): Promise<ConsignmentId> {
  const at = { blockTag: range.to };
  // The first digit extends the serial reference; the prefix begins behind it.
  const digits = sscc.slice(1);
  const lengths = Array.from({ length: LONGEST - SHORTEST + 1 }, (_, index) => SHORTEST + index);
  const holders = await Promise.all(
    lengths.map(async (length) => await client.ledger.prefixHolder(BigInt(digits.slice(0, length)), length, at)),
  );
  const holder = holders.find((party) => party !== 0n);
  const id = holder === undefined ? undefined : consignmentId(holder, consignmentKey(sscc, salt));
  if (id !== undefined && (await client.ledger.wordOf(id, at)) !== 0n) return id;
  throw new FatalError({
    name: "UnitNotFound",
    message:
      holder === undefined
        ? `Nobody on this ledger holds the company prefix in the SSCC ${sscc}.`
        : `Party ${holder}, which holds the prefix in the SSCC ${sscc}, has made no such consignment.`,
    toDo: "Check the SSCC, and its salt where it has one; or give the consignment's id.",
    values: { sscc, salt, holder },
  });
}

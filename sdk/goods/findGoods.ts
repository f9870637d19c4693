import { id } from "ethers";

import { FatalError } from "../errors/waymarkError.js";
import type { WaymarkClient } from "../client.js";
import { gtinToBigInt } from "../gs1/gtin.js";
import type { Sscc } from "../gs1/sscc.js";
import type { TradeItem } from "../gs1/tradeItem.js";
import { derivedId } from "../hashing/derivedId.js";
import {
  batchId,
  consignmentId,
  consignmentKey,
  lotKey,
  productId,
  type BatchId,
  type ConsignmentId,
  type PartyId,
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
  const claimed = logs.flatMap((log) => reader.decode(event, log)?.product ?? []);
  // The id of the confirmed one follows from the GTIN: a node that keeps its log to itself shows no seller's lot in its place.
  const candidates = [...new Set([productId(gtin), ...claimed])]
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
 * Finds the consignment of a logistic unit: of the party that holds the company prefix in its SSCC, or else of a party of
 * the same controller, as a factory that numbers its pallets under its brand's prefix. So nobody else's consignment is taken
 * for it. What they created goes before what they split off goods of others.
 *
 * @throws FatalError "UnitNotFound" when nobody holds a prefix of it, or none of these has such a consignment;
 * "UnitAmbiguous" when several have one, and not the holder.
 */
export async function findUnit(
  client: WaymarkClient,
  sscc: Sscc,
  salt: string,
  range: BlockRange,
): Promise<ConsignmentId> {
  const at = { blockTag: range.to };
  const holder = await prefixHolderOf(client, sscc, range);
  if (holder === undefined) {
    throw notFound(`Nobody on this ledger holds the company prefix in the SSCC ${sscc}.`, { sscc, salt, holder });
  }
  const key = consignmentKey(sscc, salt);
  const own = consignmentId(holder, key);
  if ((await client.ledger.wordOf(own, at)) !== 0n) return own;

  const parts = await partsOf(client, holder, key, range);
  const found = parts.length > 0 ? parts : await sistersUnits(client, holder, key, range);
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first;
  if (first === undefined) {
    throw notFound(
      `Party ${holder}, which holds the prefix in the SSCC ${sscc}, has made no such consignment, nor has a party of its controller.`,
      { sscc, salt, holder },
    );
  }
  throw new FatalError({
    name: "UnitAmbiguous",
    message:
      parts.length > 0
        ? `Party ${holder} split ${found.length} consignments off under the SSCC ${sscc}, of different creators.`
        : `${found.length} parties of the controller of party ${holder} have a consignment under the SSCC ${sscc}.`,
    toDo: `Give the id of the one that is meant: ${found.join(", ")}.`,
    values: { sscc, salt, holder, found },
  });
}

/** The party that holds a prefix of the SSCC. */
async function prefixHolderOf(client: WaymarkClient, sscc: Sscc, range: BlockRange): Promise<PartyId | undefined> {
  // The first digit extends the serial reference; the prefix begins behind it.
  const digits = sscc.slice(1);
  const lengths = Array.from({ length: LONGEST - SHORTEST + 1 }, (_, index) => SHORTEST + index);
  const at = { blockTag: range.to };
  const holders = await Promise.all(
    lengths.map(async (length) => await client.ledger.prefixHolder(BigInt(digits.slice(0, length)), length, at)),
  );
  return holders.find((party) => party !== 0n);
}

/** The consignments under a key of parties that one controller owns together with `party`. */
async function sistersUnits(
  client: WaymarkClient,
  party: PartyId,
  key: string,
  range: BlockRange,
): Promise<ConsignmentId[]> {
  const { ledger } = client;
  const at = { blockTag: range.to };
  const { controllerHash } = await ledger.partyOf(party, at);
  const reader = new LogReader(client);
  const event = reader.events.PartyAdmitted;
  const sisters = (await reader.read([event], [], range)).flatMap((log) => {
    const admitted = reader.decode(event, log);
    return admitted !== undefined && id(admitted.controller) === controllerHash ? [admitted.party] : [];
  });
  const units = await Promise.all(
    sisters.map(async (sister) => {
      const unit = consignmentId(sister, key);
      // Logs are taken from anybody: what counts is what the ledger keeps.
      const [kept, word] = await Promise.all([ledger.partyOf(sister, at), ledger.wordOf(unit, at)]);
      if (kept.controllerHash !== controllerHash) return [];
      return word === 0n ? await partsOf(client, sister, key, range) : [unit];
    }),
  );
  return units.flat();
}

/** What a party made of other consignments under a key: parts that it split off, units that came back to it. */
async function partsOf(
  client: WaymarkClient,
  party: PartyId,
  key: string,
  range: BlockRange,
): Promise<ConsignmentId[]> {
  const reader = new LogReader(client);
  const event = reader.events.ConsignmentDerived;
  const logs = await reader.read([event], [null, null, topicOf(party)], range);
  const creators = logs.flatMap((log) => {
    const derived = reader.decode(event, log);
    return derived?.key === key ? [derived.creator] : [];
  });
  // The id says who made it of whose: what a log says besides does not count.
  const units = await Promise.all(
    [...new Set(creators)].map(async (creator) => {
      const unit = derivedId(creator, party, key);
      return (await client.ledger.wordOf(unit, { blockTag: range.to })) === 0n ? [] : [unit];
    }),
  );
  return units.flat();
}

function notFound(message: string, values: Readonly<Record<string, unknown>>): FatalError {
  return new FatalError({
    name: "UnitNotFound",
    message,
    toDo: "Check the SSCC, and its salt where it has one; or give the consignment's id.",
    values,
  });
}

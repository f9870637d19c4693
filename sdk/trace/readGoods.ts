import { toBeHex, zeroPadValue } from "ethers";

import { asciiFromBytes } from "../ascii.js";
import { splitProductId, type BatchId, type PartyId, type ProductId } from "../ids.js";
import type { LogReader } from "./logReader.js";
import type { BlockRange } from "./readLogs.js";
import type { TraceBatch, TraceParty, TraceProduct } from "./trace.js";

/** The batches of these ids, as they were registered. */
export async function readBatches(
  reader: LogReader,
  wanted: ReadonlySet<BatchId>,
  range: BlockRange,
): Promise<Map<BatchId, TraceBatch>> {
  const batches = new Map<BatchId, TraceBatch>();
  const event = reader.events.BatchRegistered;
  for (const log of await reader.read([event], [[...wanted]], range)) {
    const args = reader.decode(event, log);
    if (args === undefined) continue;
    batches.set(args.batch, {
      product: args.product,
      maker: args.maker,
      lotKey: args.lotKey,
      quantity: args.quantity,
      unit: asciiFromBytes(args.unit),
      origin: asciiFromBytes(args.origin),
      expiry: Number(args.expiry),
      itemsRoot: args.itemsRoot,
      dataHash: args.dataHash,
    });
  }
  return batches;
}

/** The products of these ids, or all, as they were registered and endorsed. */
export async function readProducts(
  reader: LogReader,
  wanted: ReadonlySet<ProductId> | "all",
  range: BlockRange,
): Promise<Map<ProductId, TraceProduct>> {
  const products = new Map<ProductId, TraceProduct>();
  const { ProductRegistered, ProductEndorsed } = reader.events;
  for (const log of await reader.read([ProductRegistered, ProductEndorsed], [topicsOf(wanted)], range)) {
    const registered = reader.decode(ProductRegistered, log);
    if (registered !== undefined) {
      const { gtin, registrant: claimedBy } = splitProductId(registered.product);
      products.set(registered.product, {
        registrant: registered.registrant,
        gtin,
        hs6: Number(registered.hs6),
        dataHash: registered.dataHash,
        confirmed: claimedBy === 0n,
        endorsedBy: 0n,
      });
    }
    const endorsed = reader.decode(ProductEndorsed, log);
    const product = endorsed === undefined ? undefined : products.get(endorsed.product);
    if (endorsed !== undefined && product !== undefined) {
      products.set(endorsed.product, { ...product, confirmed: true, endorsedBy: endorsed.brand });
    }
  }
  return products;
}

/** The parties of these numbers, or all, as they were admitted. */
export async function readParties(
  reader: LogReader,
  wanted: ReadonlySet<PartyId> | "all",
  range: BlockRange,
): Promise<Map<PartyId, TraceParty>> {
  const parties = new Map<PartyId, TraceParty>();
  const event = reader.events.PartyAdmitted;
  for (const log of await reader.read([event], [topicsOf(wanted)], range)) {
    const args = reader.decode(event, log);
    if (args !== undefined) parties.set(args.party, { uri: args.uri, controller: args.controller });
  }
  return parties;
}

/** The topics of numbers; `null`, which stands for any, for all. */
function topicsOf(wanted: ReadonlySet<bigint> | "all"): string[] | null {
  return wanted === "all" ? null : [...wanted].map(topicOf);
}

/** A number as a topic. */
export function topicOf(value: bigint): string {
  return zeroPadValue(toBeHex(value), 32);
}

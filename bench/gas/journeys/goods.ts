import { id as hash, type ContractTransactionReceipt } from "ethers";

import { lotKey } from "../../../sdk/ids.js";
import type { LineStruct } from "../../../typechain-types/contracts/interfaces/IWaymark.js";
import { at, batchDetails, country, HS6, line, PREFIX_LENGTH, type World } from "../../support/world.js";
import type { ForRows } from "../rows.js";
import { mined, operation, type Operation } from "../operation.js";
import type { BusyWorld } from "./busyWorld.js";

/** The brand registers a product under its own prefix. */
export function registerProduct({ ledger, cast }: World, gtin: bigint): Promise<ContractTransactionReceipt> {
  const { brand } = cast;
  const dataHash = hash("product data");
  return mined(ledger.connect(brand.account).registerProduct(brand.id, gtin, PREFIX_LENGTH, at(""), HS6, dataHash));
}

/** The factory registers a batch, with a root of its items. */
export function registerBatch(
  { ledger, cast }: World,
  lot: string,
  quantity: number,
): Promise<ContractTransactionReceipt> {
  const { factory } = cast;
  const details = batchDetails({ lotKey: lotKey(lot), quantity, itemsRoot: hash(`items of ${lot}`) });
  return mined(ledger.connect(factory.account).registerBatch(factory.id, details));
}

/** The factory creates a consignment at Tauranga for China. */
export function create(
  { ledger, cast }: World,
  key: string,
  lines: readonly LineStruct[],
): Promise<ContractTransactionReceipt> {
  const { factory } = cast;
  const details = { key, place: at("NZTRG"), destination: country("CN"), dataHash: hash("consignment data") };
  return mined(ledger.connect(factory.account).createConsignment(factory.id, details, [...lines]));
}

/** Products, batches, and consignments of few and of many lines. */
export async function measureGoods(w: BusyWorld): Promise<Partial<ForRows<Operation>>> {
  const lines = w.batches.map((batch) => line(batch, 24));
  const one = await create(w, hash("one line"), lines.slice(0, 1));
  const eleven = await create(w, hash("eleven lines"), lines.slice(1));
  return {
    "register a product": operation(await registerProduct(w, 9_520_123_456_771n)),
    "register a batch of 1 item": operation(await registerBatch(w, "SINGLE", 1)),
    "register a batch of 1,000,000 items": operation(await registerBatch(w, "MILLION", 1_000_000)),
    "create a consignment with one line": operation(one),
    "each further line of a consignment": operation(eleven, { without: [one], among: 10 }),
  };
}

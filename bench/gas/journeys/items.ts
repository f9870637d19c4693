import { id as hash, ZeroHash, type ContractTransactionReceipt } from "ethers";

import { hashParticulars } from "../../../sdk/hashing/hashParticulars.js";
import { batchId, consignmentId, lotKey, type BatchId, type ConsignmentId } from "../../../sdk/ids.js";
import { Extent, Regime } from "../../../sdk/vocabulary.js";
import { checkpoint, line, type World } from "../../support/world.js";
import { mined, operation, type Operation } from "../operation.js";
import { NOW } from "./busyWorld.js";
import { makeContainer, pack, unpack } from "./container.js";
import { create, registerBatch, registerProduct } from "./goods.js";
import { recorderOf } from "./recorder.js";

const ITEMS = 10_000;
/** Released from bond in one record, as a warehouse does for the orders of an hour. */
const PARCELS = 1_000;

/** 10,000 items from product to delivery, by themselves or in a container as far as the warehouse. */
export async function measureItems(w: World, packed: boolean): Promise<Operation> {
  const { factory, nzCustoms, carrier, broker, cnCustoms, warehouse } = w.cast;
  const lot = packed ? "PACKED" : "BY.ITSELF";
  const key = hash(lotKey(lot));
  const batch = batchId(w.product, lotKey(lot));
  const goods = consignmentId(factory.id, key);
  const sent = [
    await registerProduct(w, packed ? 9_520_123_456_764n : 9_520_123_456_740n),
    await registerBatch(w, lot, ITEMS),
    await create(w, key, [line(batch, ITEMS)]),
  ];
  let travels = goods;
  if (packed) {
    const { id, receipt } = await makeContainer(w, "the container that is full");
    sent.push(receipt, await pack(w, id, [goods]));
    travels = id;
  }
  const record = recorderOf(w, travels);
  sent.push(
    await record(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id }),
    await record(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" }),
    await record(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 }),
    await record(carrier, "Arrived", "Carrier", "CNSHG", { next: warehouse.id }),
    await record(warehouse, "Received", "Warehouse", "CNHAZ", { scope: "CN" }),
  );
  if (packed) sent.push(await unpack(w, travels, [goods]));
  const own = recorderOf(w, goods);
  sent.push(
    await own(broker, "ImportDeclared", "Broker", "CNHAZ", { detail: Regime.Bonded, principal: factory.id }),
    await releaseParcels(w, goods, batch),
    await own(cnCustoms, "ImportCleared", "Customs", "CNHAZ", { scope: "CN" }),
    await own(warehouse, "Delivered", "Warehouse", "CNHAZ", { scope: "CN" }),
  );
  return operation(sent, { among: ITEMS });
}

/** Customs release many parcels from bond in one record, with a root of their items. */
async function releaseParcels(
  { ledger, cast: { cnCustoms } }: World,
  goods: ConsignmentId,
  batch: BatchId,
): Promise<ContractTransactionReceipt> {
  const linesOf = (quantity: number) => [{ batch, quantity: BigInt(quantity), items: ZeroHash }];
  const document = { document: ZeroHash, items: hash("1,000 parcels") };
  const particulars = { contents: linesOf(ITEMS), leaving: linesOf(PARCELS), ...document };
  const release = await checkpoint(goods, cnCustoms, "ImportCleared", "Customs", "CNHAZ", {
    scope: "CN",
    basedOn: hashParticulars(particulars),
    detail: Extent.ByLines,
    occurredAt: NOW,
  });
  return mined(ledger.connect(cnCustoms.account).recordByLines(release, particulars));
}

import { id as hash, type ContractTransactionReceipt } from "ethers";

import { batchId, consignmentId, lotKey } from "../../../sdk/ids.js";
import { Regime } from "../../../sdk/vocabulary.js";
import { createConsignment, line, type World } from "../../support/world.js";
import { operation, type Operation } from "../operation.js";
import type { ForRows } from "../rows.js";
import { create, registerBatch, registerProduct } from "./goods.js";
import { recorderOf, type Recorder } from "./recorder.js";

/** Journeys as a whole: the checkpoints that every one has, and all transactions from product to delivery. */
export async function measureWholeJourneys(w: World): Promise<Partial<ForRows<Operation>>> {
  const key = hash("five");
  await createConsignment(w, { key, lines: [line(w.batch, 1)] });
  const { checkpoints } = await play(w, recorderOf(w, consignmentId(w.cast.factory.id, key)));
  return {
    "five checkpoints of a journey: Origin, ExportCleared, Departed, Arrived, Delivered": operation(checkpoints),
    "a whole import, from product to delivery, in ten transactions": await measureWholeImport(w),
  };
}

async function measureWholeImport(w: World): Promise<Operation> {
  const key = hash("a whole import");
  const goods = [
    await registerProduct(w, 9_520_123_456_757n),
    await registerBatch(w, "WHOLE", 1_000),
    await create(w, key, [line(batchId(w.product, lotKey("WHOLE")), 480)]),
  ];
  const { checkpoints, declaration } = await play(w, recorderOf(w, consignmentId(w.cast.factory.id, key)));
  return operation([...goods, ...checkpoints, ...declaration]);
}

/** Goods by sea from Tauranga to Shanghai, handed over there. */
async function play(
  { cast }: World,
  record: Recorder,
): Promise<Record<"checkpoints" | "declaration", readonly ContractTransactionReceipt[]>> {
  const { factory, nzCustoms, carrier, broker, cnCustoms } = cast;
  const journey = [
    await record(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id }),
    await record(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" }),
    await record(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 }),
    await record(carrier, "Arrived", "Carrier", "CNSHG"),
  ];
  const declaration = [
    await record(broker, "ImportDeclared", "Broker", "CNSHG", { detail: Regime.General, principal: factory.id }),
    await record(cnCustoms, "ImportCleared", "Customs", "CNSHG", { scope: "CN" }),
  ];
  return { checkpoints: [...journey, await record(carrier, "Delivered", "Carrier", "CNSHG")], declaration };
}

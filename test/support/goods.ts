import { id as hash } from "ethers";

import { Regime } from "../../sdk/vocabulary.js";
import type { LineStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { Writer } from "./records.js";
import type { WayOfWriting } from "./way.js";
import { createConsignment, line, type World } from "./world.js";

/** Units in the goods of the tests. */
export const UNITS = 480;

/** New goods of the factory at Tauranga, bound for China unless said. */
export async function createdGoods(
  w: World,
  way: WayOfWriting,
  changes: { key?: string; place?: string; destination?: string; lines?: LineStruct[] } = {},
): Promise<Writer> {
  return new Writer(w, way, await createConsignment(w, changes));
}

/** Goods ready at Tauranga and cleared for export; the factory has them, the carrier is next. */
export async function readyGoods(w: World, way: WayOfWriting, destination = "CN"): Promise<Writer> {
  const goods = await createdGoods(w, way, { destination });
  const { factory, nzCustoms, carrier } = w.cast;
  await goods.take(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id });
  await goods.take(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });
  return goods;
}

/** Goods at sea with the carrier. */
export async function shippedGoods(w: World, way: WayOfWriting, destination = "CN"): Promise<Writer> {
  const goods = await readyGoods(w, way, destination);
  await goods.take(w.cast.carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
  return goods;
}

/** Goods in Shanghai with the carrier, undeclared; the warehouse is next. */
export async function arrivedGoods(w: World, way: WayOfWriting): Promise<Writer> {
  const goods = await shippedGoods(w, way);
  await goods.take(w.cast.carrier, "Arrived", "Carrier", "CNSHG", { next: w.cast.warehouse.id });
  return goods;
}

/** Goods in Shanghai, declared under the factory's mandate. */
export async function declaredGoods(w: World, way: WayOfWriting): Promise<Writer> {
  const goods = await arrivedGoods(w, way);
  await goods.take(w.cast.broker, "ImportDeclared", "Broker", "CNSHG", {
    detail: Regime.General,
    principal: w.cast.factory.id,
  });
  return goods;
}

/** Goods in Shanghai, cleared by customs. */
export async function clearedGoods(w: World, way: WayOfWriting): Promise<Writer> {
  const goods = await declaredGoods(w, way);
  await goods.take(w.cast.cnCustoms, "ImportCleared", "Customs", "CNSHG", { scope: "CN" });
  return goods;
}

/** The contents of the goods above. */
export function contentsOf(w: World): LineStruct[] {
  return [line(w.batch, UNITS)];
}

/** The hash of a document that a reported record rests on. */
export const DOCUMENT = hash("release note");

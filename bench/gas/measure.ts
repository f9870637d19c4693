import { measureActivation } from "./journeys/activation.js";
import type { BusyWorld } from "./journeys/busyWorld.js";
import { measureCheckpoints } from "./journeys/checkpoints.js";
import { measureGoods } from "./journeys/goods.js";
import { measureItems } from "./journeys/items.js";
import { measureMany } from "./journeys/many.js";
import { measureSigned } from "./journeys/signed.js";
import { measureWholeJourneys } from "./journeys/wholeJourneys.js";
import type { Operation } from "./operation.js";
import { forRows, type ForRows } from "./rows.js";

/**
 * Does everything that is measured, once.
 *
 * @param say Told what is done next.
 */
export async function measure(
  w: BusyWorld,
  say: (what: string) => void = () => undefined,
): Promise<ForRows<Operation>> {
  const done: Partial<ForRows<Operation>> = {};
  const doing = async (what: string, work: () => Promise<Partial<ForRows<Operation>>>): Promise<void> => {
    say(what);
    Object.assign(done, await work());
  };
  await doing("products, batches, consignments", () => measureGoods(w));
  await doing("every kind of record", () => measureCheckpoints(w));
  await doing("whole journeys", () => measureWholeJourneys(w));
  await doing("what keys signed", () => measureSigned(w));
  await doing("many in one transaction", () => measureMany(w));
  await doing("activation, and items by the ten thousand", async () => ({
    "activate one item of 1,000,000": await measureActivation(w),
    "an item of 10,000 in a consignment, product to delivery, 1,000 released from bond by lines": await measureItems(
      w,
      false,
    ),
    "an item of these, packed into a container and out of it": await measureItems(w, true),
  }));
  return forRows((name) => {
    const operation = done[name];
    if (operation === undefined) throw new Error(`"${name}" was not measured.`);
    return operation;
  });
}

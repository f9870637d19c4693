import { InvalidValueError } from "../errors/waymarkError.js";
import type { SortedOrder } from "./sortedOrder.js";

/**
 * Refuses a manifest without items.
 *
 * @throws InvalidValueError
 */
export function requireItems(count: number): void {
  if (count > 0) return;
  throw new InvalidValueError(
    "A manifest without items has no root.",
    "Give at least one item, or register the batch without an items root.",
    count,
  );
}

/**
 * Refuses two items with the same serial, which one activation would make one.
 *
 * @param sorted The items by the hash of their serial.
 * @throws InvalidValueError naming both by their position, from 1.
 */
export function requireUnlike({ alike }: SortedOrder): void {
  if (alike === undefined) return;
  const positions = [Math.min(...alike) + 1, Math.max(...alike) + 1];
  throw new InvalidValueError(
    `Items ${positions.join(" and ")} of the list have the same serial number.`,
    "Give each item a serial number of its own.",
    positions,
  );
}

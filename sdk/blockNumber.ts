import { shown } from "./errors/shown.js";
import { InvalidValueError } from "./errors/waymarkError.js";

/**
 * Refuses what is no number of a block.
 *
 * @throws InvalidValueError naming it.
 */
export function requireBlockNumber(block: unknown): void {
  if (Number.isSafeInteger(block) && Number(block) >= 0) return;
  throw new InvalidValueError(
    `${shown(block)} is no number of a block.`,
    "Give a whole number from 0 on, or leave it out for the first or the latest.",
    block,
  );
}

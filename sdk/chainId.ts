import { shown } from "./errors/shown.js";
import { InvalidValueError } from "./errors/waymarkError.js";

/**
 * Refuses what is no number of a chain (EIP-155).
 *
 * @throws InvalidValueError naming it.
 */
export function requireChainId(chainId: unknown): void {
  if (typeof chainId === "bigint" && chainId >= 0n) return;
  throw new InvalidValueError(
    `${shown(chainId)} is no chain: that is its EIP-155 number, a bigint.`,
    "Give the number of the ledger's chain, such as 8453n.",
    chainId,
  );
}

/** Whether it is a whole number: callers without a compiler may give a number, which does not mix with bigints. */
export function isWhole(number: unknown): number is bigint | number {
  return typeof number === "bigint" || Number.isSafeInteger(number);
}

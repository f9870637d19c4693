import { InvalidValueError } from "./errors/waymarkError.js";

/** Milliseconds that a timer can count (2³¹ − 1): a longer one would end at once. */
const LONGEST_TIMER = 2_147_483_647;

/**
 * The milliseconds to set a timer to for a time-out of any length; `Infinity` is one too.
 *
 * @throws InvalidValueError when it is no number above 0.
 */
export function timerOf(timeout: number): number {
  if (timeout > 0) return Math.min(timeout, LONGEST_TIMER);
  throw new InvalidValueError(
    `${String(timeout)} is no time-out: that is a number of milliseconds above 0.`,
    "Give one such as 5000, or leave it out.",
    timeout,
  );
}

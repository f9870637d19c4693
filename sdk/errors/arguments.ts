import { layersOf, propertyOf } from "./revertData.js";
import { shown } from "./shown.js";
import { InvalidValueError } from "./waymarkError.js";

/** Codes of ethers for a value that it does not take. */
const CODES: readonly unknown[] = ["INVALID_ARGUMENT", "NUMERIC_FAULT", "UNEXPECTED_ARGUMENT"];

/**
 * The value of the caller's that the library beneath did not take.
 *
 * @returns undefined when the error is of something else.
 */
export function wrongArgumentIn(error: unknown): InvalidValueError | undefined {
  for (const layer of layersOf(error)) {
    if (!CODES.includes(propertyOf(layer, "code"))) continue;
    const [argument, value, why] = ["argument", "value", "shortMessage"].map((name) => propertyOf(layer, name));
    const named = typeof argument === "string" && argument !== "value" ? ` as ${argument}` : "";
    return new InvalidValueError(
      `${shown(value)} cannot be given${named}${typeof why === "string" ? `: ${why}` : ""}.`,
      "Correct the value and say it again.",
      value,
      error,
    );
  }
  return undefined;
}

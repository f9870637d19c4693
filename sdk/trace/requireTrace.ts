import { requireList, requireMap, requireObject } from "../given.js";

/**
 * Refuses what is no trace at all, such as a promise of one, before anything is read from it. Whether everything in it has the
 * form of a trace `parseTrace` and `verifyTrace` tell.
 *
 * @throws InvalidValueError naming what is missing.
 */
export function requireTrace(given: unknown): void {
  requireObject("trace", given);
  const trace: Readonly<Record<string, unknown>> = { ...given };
  for (const name of ["steps", "records", "inside", "parts", "recalls"])
    requireList(`list of ${name} of a trace`, trace[name]);
  for (const name of ["batches", "products", "parties"]) requireMap(`map of ${name} of a trace`, trace[name]);
}

import type { Role } from "../vocabulary.js";
import type { Basis, KindName } from "./journey.js";

const CUSTOMS_ACTS: readonly KindName[] = ["ExportCleared", "ImportCleared", "Refused"];

/**
 * Whether a record is its writer's own word, or a customs act that a broker reports.
 *
 * @example basisOf("ImportCleared", "Broker") // "reported"
 */
export function basisOf(kind: KindName, role: keyof typeof Role): Basis {
  return role === "Broker" && CUSTOMS_ACTS.includes(kind) ? "reported" : "own";
}

import { TransportMode } from "../places/transportMode.js";
import { Adjustment, CorrectionReason, InspectionResult, Mishap, nameIn, Regime, Sighting } from "../vocabulary.js";
import type { KindName } from "./trace.js";

/** The vocabulary of each kind's detail; a kind that is not here has none. */
const DETAILS: Partial<Record<KindName, Readonly<Record<string, number>>>> = {
  Sighted: Sighting,
  Departed: TransportMode,
  Forwarded: TransportMode,
  ImportDeclared: Regime,
  Inspected: InspectionResult,
  Adjusted: Adjustment,
  Incident: Mishap,
  Correction: CorrectionReason,
};

/**
 * The detail of a record in a word.
 *
 * @returns undefined when records of this kind have no detail.
 * @example detailName("Departed", 1) // "Maritime"
 */
export function detailName(kind: KindName, detail: number): string | undefined {
  const vocabulary = DETAILS[kind];
  return vocabulary === undefined ? undefined : nameIn(vocabulary, detail);
}

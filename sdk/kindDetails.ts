import { TransportMode } from "./places/transportMode.js";
import {
  Adjustment,
  CorrectionReason,
  Extent,
  InspectionResult,
  type Kind,
  Mishap,
  Regime,
  Sighting,
  type Vocabulary,
} from "./vocabulary.js";

/** The vocabulary of each kind's detail; a kind that is not here has none and takes 0. */
export const KIND_DETAILS = {
  Sighted: Sighting,
  Departed: TransportMode,
  ImportDeclared: Regime,
  Inspected: InspectionResult,
  ImportCleared: Extent,
  Forwarded: TransportMode,
  Adjusted: Adjustment,
  Incident: Mishap,
  Correction: CorrectionReason,
} as const satisfies Partial<Record<keyof typeof Kind, Vocabulary>>;

/** The vocabulary of a kind's detail; undefined when it has none. */
export function detailsOf(kind: keyof typeof Kind): Vocabulary | undefined {
  const details: Partial<Record<keyof typeof Kind, Vocabulary>> = KIND_DETAILS;
  return details[kind];
}

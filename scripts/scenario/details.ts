import { TransportMode } from "../../sdk/places/transportMode.js";
import { Adjustment, InspectionResult, Mishap, Regime, Sighting } from "../../sdk/vocabulary.js";
import type { ScenarioRecord } from "./scenario.js";

interface Detail {
  /** The key under which a scenario gives it. */
  readonly key: "mode" | "seen" | "regime" | "result" | "cause" | "mishap";
  /** Its values and their numbers. */
  readonly vocabulary: Readonly<Record<string, number>>;
}

/** How a scenario writes the details of the kinds of record that have one. */
const DETAILS: Partial<Record<ScenarioRecord["kind"], Detail>> = {
  Sighted: { key: "seen", vocabulary: Sighting },
  Departed: { key: "mode", vocabulary: TransportMode },
  ImportDeclared: { key: "regime", vocabulary: Regime },
  Inspected: { key: "result", vocabulary: InspectionResult },
  Forwarded: { key: "mode", vocabulary: TransportMode },
  Adjusted: { key: "cause", vocabulary: Adjustment },
  Incident: { key: "mishap", vocabulary: Mishap },
};

/** The detail that a kind of record has; undefined when it has none. */
export function detailOf(kind: ScenarioRecord["kind"]): Detail | undefined {
  return DETAILS[kind];
}

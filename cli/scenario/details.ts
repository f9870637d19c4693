import { KIND_DETAILS } from "../../sdk/kindDetails.js";
import type { Vocabulary } from "../../sdk/vocabulary.js";
import type { ScenarioRecord } from "./steps.js";

interface Detail {
  /** The key under which a scenario gives it. */
  readonly key: "mode" | "seen" | "regime" | "result" | "cause" | "mishap" | "reason";
  /** Its values and their numbers. */
  readonly vocabulary: Vocabulary;
}

/** How a scenario writes the details of the kinds of record that have one. */
const KEYS: Partial<Record<ScenarioRecord["kind"] & keyof typeof KIND_DETAILS, Detail["key"]>> = {
  Sighted: "seen",
  Departed: "mode",
  ImportDeclared: "regime",
  Inspected: "result",
  Forwarded: "mode",
  Adjusted: "cause",
  Incident: "mishap",
  Correction: "reason",
};

/** The detail that a kind of record has; undefined when it has none. */
export function detailOf(kind: ScenarioRecord["kind"]): Detail | undefined {
  if (!(kind in KIND_DETAILS)) return undefined;
  // Just asked.
  const name = kind as keyof typeof KEYS;
  const key = KEYS[name];
  return key === undefined ? undefined : { key, vocabulary: KIND_DETAILS[name] };
}

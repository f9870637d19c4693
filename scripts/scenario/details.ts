import { TransportMode } from "../../sdk/places/transportMode.js";
import { Adjustment, InspectionResult, Mishap, nameIn, Regime, Sighting, type Kind } from "../../sdk/vocabulary.js";

interface Detail {
  /** The key under which a scenario gives it. */
  readonly key: "mode" | "seen" | "regime" | "result" | "cause" | "mishap";
  /** Its values and their numbers. */
  readonly vocabulary: Readonly<Record<string, number>>;
}

/** The kinds of record that have a detail, and what it says. */
const DETAILS: Partial<Record<keyof typeof Kind, Detail>> = {
  Sighted: { key: "seen", vocabulary: Sighting },
  Departed: { key: "mode", vocabulary: TransportMode },
  ImportDeclared: { key: "regime", vocabulary: Regime },
  Inspected: { key: "result", vocabulary: InspectionResult },
  Forwarded: { key: "mode", vocabulary: TransportMode },
  Adjusted: { key: "cause", vocabulary: Adjustment },
  Incident: { key: "mishap", vocabulary: Mishap },
};

/** The detail that a kind of record has; undefined when it has none. */
export function detailOf(kind: keyof typeof Kind): Detail | undefined {
  return DETAILS[kind];
}

/**
 * A detail in words.
 *
 * @example detailInWords("Sighted", 1) // "gate in"
 */
export function detailInWords(kind: keyof typeof Kind, detail: number | bigint): string {
  const vocabulary = DETAILS[kind]?.vocabulary;
  const name = vocabulary === undefined ? undefined : nameIn(vocabulary, detail);
  return name === undefined || BigInt(detail) === 0n ? "" : inWords(name);
}

/**
 * A name of the vocabulary in words.
 *
 * @example inWords("ImportDeclared") // "import declared"
 */
export function inWords(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

import type { KIND_DETAILS } from "../kindDetails.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { detailName } from "../trace/detailName.js";
import type { KindName } from "../trace/journey.js";
import { uncapitalized, wholeNumber } from "./words.js";

/** The names under which records say their details, by kind. An ImportCleared says its extent by its units. */
const DETAIL_KEYS = {
  Sighted: "seen",
  Departed: "mode",
  ImportDeclared: "regime",
  Inspected: "result",
  Forwarded: "mode",
  Adjusted: "cause",
  Incident: "mishap",
  Correction: "reason",
} as const satisfies Partial<Record<keyof typeof KIND_DETAILS, string>>;

type DetailKey = (typeof DETAIL_KEYS)[keyof typeof DETAIL_KEYS];

/** The name under which records of a kind say their detail; undefined when they say none. */
export function detailKey(kind: KindName): DetailKey | undefined {
  const keys: Partial<Record<KindName, DetailKey>> = DETAIL_KEYS;
  return keys[kind];
}

/**
 * The detail of a record as an operation is told it.
 *
 * @throws InvalidValueError when the kind has no such detail.
 * @example detailInWords("Departed", 1) // { mode: "maritime" }
 */
export function detailInWords(kind: KindName, detail: number): Readonly<Record<string, string>> {
  const key = detailKey(kind);
  const name = detailName(kind, wholeNumber(`detail of ${kind}`, detail, 8));
  if (key === undefined || detail === 0) return {};
  if (name !== undefined) return { [key]: uncapitalized(name) };
  throw new InvalidValueError(
    `${detail} is no detail of ${kind}.`,
    "Give its number in the vocabulary of the kind.",
    detail,
  );
}

import { detailsOf } from "../kindDetails.js";
import { nameIn } from "../vocabulary.js";
import type { KindName } from "./journey.js";

/**
 * The detail of a record in a word.
 *
 * @returns undefined when records of this kind have no detail.
 * @example detailName("Departed", 1) // "Maritime"
 */
export function detailName(kind: KindName, detail: number): string | undefined {
  const vocabulary = detailsOf(kind);
  return vocabulary === undefined ? undefined : nameIn(vocabulary, detail);
}

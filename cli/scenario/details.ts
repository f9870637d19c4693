import { detailsOf } from "../../sdk/kindDetails.js";
import { detailKey } from "../../sdk/operations/detailKeys.js";
import type { Vocabulary } from "../../sdk/vocabulary.js";
import type { ScenarioRecord } from "./steps.js";

interface Detail {
  /** The key under which a scenario gives it. */
  readonly key: NonNullable<ReturnType<typeof detailKey>>;
  /** Its values and their numbers. */
  readonly vocabulary: Vocabulary;
}

/** The detail that a kind of record has; undefined when it has none. */
export function detailOf(kind: ScenarioRecord["kind"]): Detail | undefined {
  const [key, vocabulary] = [detailKey(kind), detailsOf(kind)];
  return key === undefined || vocabulary === undefined ? undefined : { key, vocabulary };
}

import { Extent, Role } from "../../sdk/vocabulary.js";
import type { Checkpoint } from "./checkpoint.js";
import type { Past } from "./proof.js";
import { kindHas, kindName, ruleOf } from "./rules.js";
import { has, type WordFields } from "./word.js";
import type { TAKEN_BACK } from "./wordPart.js";

/** Which part of the state a record set, and may take back. */
export type Axis = keyof typeof TAKEN_BACK;

/**
 * The axis of a kind; none for what nothing takes back: declarations follow each other, holds are lifted, packing and
 * splitting are undone by their opposites.
 */
export function axisOf(kind: number): Axis | undefined {
  const name = kindName(kind);
  if (kindHas(kind, "takesChildren", "takesPart", "takesProof") || name === "Voided") return undefined;
  if (kindHas(kind, "moves")) return "movement";
  if (kindHas(kind, "customsAct")) return ruleOf(kind)?.toCustoms === undefined ? "export" : "import";
  return name === "Adjusted" ? "contents" : undefined;
}

/** Whether the record took lines out of the contents. */
export function isByLines({ kind, detail }: Pick<Checkpoint, "kind" | "detail">): boolean {
  const name = kindName(kind);
  return name === "Adjusted" || (name === "ImportCleared" && detail === Extent.ByLines);
}

/** Whether the word, as far as it tells, is as the record left it. */
export function looksLeft({ c, before }: Past, w: WordFields, axis: Axis | undefined): boolean {
  const own = c.role === Role.Customs;
  switch (axis) {
    case "movement":
      return w.lastMove === before.sequence + 1n;
    case "contents":
      return true;
    case "export":
      return has(w, "exportCleared") && has(w, "exportOwn") === own;
    case "import":
    case undefined:
      if (has(w, "importOwn") !== (own || has(before, "importOwn"))) return false;
      if (isByLines(c)) return w.customs === "PartlyCleared" || w.movement === "Closed";
      return w.customs === (ruleOf(c.kind)?.toCustoms ?? "None");
  }
}

import { Role } from "../../sdk/vocabulary.js";
import { axisOf, isByLines, looksLeft } from "./axis.js";
import { isWith, custodianOf } from "./capacity.js";
import type { Checkpoint, Written } from "./checkpoint.js";
import { isHeld, isSolePlacer } from "./conditions.js";
import { commit } from "./history.js";
import { judge } from "./judge.js";
import { isApart } from "./packed.js";
import { bytes5 } from "./places.js";
import { isSilentSince, isTouched, pastStep, requireHeld, type Past, type Proof } from "./proof.js";
import { refuse } from "./refusal.js";
import { requireTakeable, takenBack } from "./records.js";
import { kindHas, kindName, ruleOf } from "./rules.js";
import { goodsOf, type State } from "./state.js";
import { undone, isUsedUp } from "./undoing.js";
import { has, withFlags, type WordFields } from "./word.js";
import { TAKEN_BACK, withPart } from "./wordPart.js";

const DISPUTE_WINDOW = 14 * 24 * 3600;
const MOST_HOLDS = 15n;
/** A contradiction stops goods that are still on their way. */
const OPEN = ruleOf(9)?.movements ?? [];

/** A record that rests on an earlier one, proved from the head. */
export function recordProved(state: State, written: Written, proof: Proof): State {
  const { c } = written;
  const { past } = proof;
  if (!kindHas(c.kind, "takesProof")) refuse("ParticularsNotTaken", c.kind);
  const step = pastStep(c.consignment, proof);
  if (step !== c.basedOn) refuse("PastRecordMismatch", step, c.basedOn);
  const { before, seen, led } = judge(state, written, { document: step, withParticulars: true });
  requireHeld(state, c.consignment, proof, step);

  const kind = kindName(c.kind);
  if (kind === "TakenBack") {
    requireUnanswered(state, written, proof, before, seen);
    return takenBack(state, written, before, led);
  }
  if (kind === "Confirmed" || kind === "Contradicted") requireReported(c, past);
  else if (past.c.party !== c.party) refuse("NotAuthor", c.consignment, c.party, past.c.party);

  const next = { ...before, sequence: before.sequence + 1n };
  if (kind === "Confirmed") return commit(state, written, before, confirmed(proof, before, next));
  if (kind === "Disputed") return commit(state, written, before, next);
  const usedUp = isUsedUp(state, c.consignment, before);
  const without = mayUndo(state, c, proof, before, seen) ? undone(state, c.consignment, proof, step) : undefined;
  const after = without === undefined ? next : restored(past, next, usedUp);
  const word = kind === "Contradicted" ? contradicted(state, c, seen, after, past, without !== undefined) : after;
  return commit(without ?? state, written, before, word);
}

/** Customs of the place answer for what a broker reported there in their name. */
function requireReported(c: Checkpoint, { c: past }: Past): void {
  if (!kindHas(past.kind, "customsAct") || past.role !== Role.Broker) {
    refuse("NotReported", c.consignment, past.kind, past.role);
  }
  if (past.place !== c.place) refuse("NotThere", c.consignment, bytes5(c.place), bytes5(past.place));
}

/** What still stands of a reported record is customs' own from now on. */
function confirmed(proof: Proof, before: WordFields, w: WordFields): WordFields {
  const axis = axisOf(proof.past.c.kind);
  if (axis === undefined || !looksLeft(proof.past, before, axis)) return w;
  if (isTouched(proof, before, TAKEN_BACK[axis], false)) return w;
  return withFlags(w, axis === "export" ? "exportOwn" : "importOwn");
}

/** A contradiction stops open goods, unless its writer already does or no hold is free; and nobody reports the same again. */
function contradicted(
  state: State,
  c: Checkpoint,
  seen: WordFields,
  w: WordFields,
  past: Past,
  isUndone: boolean,
): WordFields {
  const spoken = isUndone && axisOf(past.c.kind) === "import" ? withFlags(w, "importOwn") : w;
  const open = OPEN.includes(seen.movement) || OPEN.includes(w.movement);
  const stops = open && w.holds < MOST_HOLDS && !goodsOf(state, c.consignment).holds.has(c.party);
  return stops ? { ...spoken, holds: w.holds + 1n } : spoken;
}

/**
 * Whether what the record set is as it left it, nothing that rests on it came after, and no hold but the writer's own stops
 * the change. Custody that was accepted stays accepted.
 */
function mayUndo(state: State, c: Checkpoint, proof: Proof, before: WordFields, seen: WordFields): boolean {
  const { past } = proof;
  const axis = axisOf(past.c.kind);
  if (axis === undefined) return false;
  const accepted = !isWith(past.before, past.c.party) && past.before.next === past.c.party;
  if (axis === "movement" && accepted) return false;
  // What is around goods, or inside a container, changes with no step in their own history. While they are apart, what they
  // are in is neither declared, cleared, delivered nor returned.
  if (has(before, "apartInside") || (has(before, "packed") && !isApart(before))) return false;
  if (!looksLeft(past, before, axis)) return false;
  // Goods that were handed over or ended have used what the record allowed, save those that it ended itself.
  const open = OPEN.includes(before.movement) || (isByLines(past.c) && isUsedUp(state, c.consignment, before));
  if (axis !== "movement" && !open) return false;
  // A move is taken back when nothing at all came after it that gates a rule; units, when no others went.
  const contents = axis === "movement" || isByLines(past.c);
  if (isTouched(proof, before, TAKEN_BACK[axis], contents)) return false;
  return !isHeld(seen) || isSolePlacer(state, c.consignment, seen, c.party);
}

/** The word with what the record set taken back. A move taken back is a change that others relied on not to be. */
function restored(past: Past, w: WordFields, usedUp: boolean): WordFields {
  const axis = axisOf(past.c.kind);
  if (axis === undefined) return w;
  const back = withPart(w, past.before, TAKEN_BACK[axis]);
  const open = usedUp ? { ...back, movement: past.before.movement } : back;
  return axis === "movement" ? { ...open, lastMove: w.sequence } : open;
}

/** The creator objected, the window has passed, and the custodian has recorded nothing since. */
function requireUnanswered(state: State, written: Written, proof: Proof, before: WordFields, seen: WordFields): void {
  const { c, now } = written;
  const { c: objection, now: recordedAt } = proof.past;
  requireTakeable(state, written, seen);
  if (kindName(objection.kind) !== "Disputed" || objection.party !== c.party) {
    refuse("NotAuthor", c.consignment, c.party, objection.party);
  }
  // What is packed changes hands with its container: a move of that after the objection is an answer.
  const movedSince = has(before, "packed") && seen.lastMoveAt > BigInt(recordedAt);
  if (movedSince || now <= recordedAt + DISPUTE_WINDOW || !isSilentSince(proof, custodianOf(seen))) {
    refuse("DisputeAnswered", c.consignment, recordedAt);
  }
}

import { dataLength, dataSlice, id as hashOf, keccak256 } from "ethers";

import { CHECKPOINT_TYPE } from "../../sdk/hashing/checkpointStep.js";
import { foldHead } from "../../sdk/hashing/foldHead.js";
import type { Particulars } from "../../sdk/hashing/hashParticulars.js";
import type { ConsignmentId, PartyId } from "../../sdk/ids.js";
import { stepOf, type Checkpoint, type Written } from "./checkpoint.js";
import { refuse } from "./refusal.js";
import { kindHas, kindName } from "./rules.js";
import { goodsOf, type State } from "./state.js";
import { unpack, type WordFields } from "./word.js";
import { samePart, type WordPart } from "./wordPart.js";

/** An earlier record, who wrote it when, and the word before it. */
export interface Past extends Written {
  readonly before: WordFields;
}

/** An earlier record, and that the head holds it. */
export interface Proof {
  readonly past: Past;
  readonly headBefore: string;
  /** Every later step in order: what is hashed for it, or its hash alone. */
  readonly later: readonly string[];
  /** The particulars of a record by lines whose effect is to be undone, if any. */
  readonly particulars: readonly Particulars[];
}

/** A checkpoint's step: its type, the consignment and thirteen fields, a word each. */
const CHECKPOINT_BYTES = 15 * 32;
const TYPE = hashOf(CHECKPOINT_TYPE);

/** The hash of the earlier record's step, as it would be in the history of these goods. */
export function pastStep(id: ConsignmentId, { past }: Proof): string {
  return stepOf({ ...past, c: { ...past.c, consignment: id } }, past.before);
}

/** The head of the goods holds the step, with the later ones after it. */
export function requireHeld(state: State, id: ConsignmentId, { headBefore, later }: Proof, step: string): void {
  const steps = later.map((each) => (dataLength(each) === 32 ? each : keccak256(each)));
  const computed = steps.reduce(foldHead, foldHead(headBefore, step));
  const { head } = goodsOf(state, id);
  if (computed !== head) refuse("ProofInvalid", id, computed, head);
}

/**
 * Whether a later step changed this part of the word or, if asked, may have changed the contents. Each must be given in full:
 * one given by its hash alone would let whoever sends a record decide what it does.
 *
 * @param now The word of the goods now.
 */
export function isTouched({ later }: Proof, now: WordFields, part: WordPart, contents: boolean): boolean {
  let after = now;
  let touched = false;
  // From the last step backwards: a step led to the word before the next one, or to the present word.
  for (const [index, bytes] of [...later.entries()].reverse()) {
    const step = readStep(bytes, index);
    // What is not a checkpoint (packing, unpacking, a container's own records of them) may change anything.
    if (step === undefined) return true;
    // What was handed over has used what was cleared, also when it comes back.
    touched ||= !samePart(step.before, after, part) || step.before.movement === "Delivered";
    touched ||= contents && mayChangeContents(step.kind);
    after = step.before;
  }
  return touched;
}

/** Whether every later step is a checkpoint, and none is the party's. */
export function isSilentSince({ later }: Proof, party: PartyId): boolean {
  for (const [index, bytes] of later.entries()) {
    const step = readStep(bytes, index);
    if (step === undefined || step.party === party) return false;
  }
  return true;
}

/** What a later step says, when it is a checkpoint. */
function readStep(
  bytes: string,
  index: number,
): { party: PartyId; kind: Checkpoint["kind"]; before: WordFields } | undefined {
  if (dataLength(bytes) === 32) refuse("LaterStepUnknown", index);
  if (dataLength(bytes) !== CHECKPOINT_BYTES || dataSlice(bytes, 0, 32) !== TYPE) return undefined;
  const word = (at: number): bigint => BigInt(dataSlice(bytes, at * 32, (at + 1) * 32));
  // The head holds the step, and only kinds that there are were taken into it.
  return { party: word(2), kind: Number(word(3)) as Checkpoint["kind"], before: unpack(word(14)) };
}

function mayChangeContents(kind: number): boolean {
  const takenBack = kindName(kind) === "Correction" || kindName(kind) === "Contradicted";
  return takenBack || kindHas(kind, "takesLines", "takesChildren", "takesPart");
}

import { hashParticulars } from "../../sdk/hashing/hashParticulars.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import { Adjustment } from "../../sdk/vocabulary.js";
import { isByLines } from "./axis.js";
import { isTransformation } from "./lineRecords.js";
import type { Proof } from "./proof.js";
import { refuse } from "./refusal.js";
import { kindName } from "./rules.js";
import { goodsOf, keyOf, put, putGoods, type State } from "./state.js";
import type { WordFields } from "./word.js";

/** Whether the goods ended because nothing was left of them. */
export function isUsedUp(state: State, id: ConsignmentId, w: WordFields): boolean {
  const { container, lines } = goodsOf(state, id);
  return w.movement === "Closed" && container === undefined && lines.length === 0;
}

/** The state with the units back that the record let out, if it did; undefined when that cannot be any more. */
export function undone(state: State, id: ConsignmentId, proof: Proof, step: string): State | undefined {
  const { c } = proof.past;
  if (kindName(c.kind) === "Adjusted" && c.detail === Adjustment.Overage) return undefined;
  if (!isByLines(c)) return state;
  const [p] = proof.particulars;
  if (p === undefined) refuse("ParticularsMissing", c.kind);
  const hash = hashParticulars(p);
  if (hash !== c.basedOn) refuse("ParticularsMismatch", hash, c.basedOn);
  if ((state.releases.get(step)?.cameBack.size ?? 0) !== 0) return undefined;

  let { credits } = state;
  for (const { batch, quantity } of isTransformation(c) ? p.leaving : []) {
    const key = keyOf(c.party, batch);
    const credit = credits.get(key) ?? 0n;
    // What was named as input has become another batch.
    if (credit < quantity) return undefined;
    credits = put(credits, key, credit - quantity);
  }
  const releases = put(state.releases, step, { undone: true, cameBack: new Map() });
  return putGoods({ ...state, credits, releases }, id, { ...goodsOf(state, id), lines: p.contents });
}

import { hashParticulars, type Particulars } from "../../sdk/hashing/hashParticulars.js";
import { Adjustment } from "../../sdk/vocabulary.js";
import { custodianOf, isWith } from "./capacity.js";
import type { Checkpoint, Written } from "./checkpoint.js";
import { commit } from "./history.js";
import { judge } from "./judge.js";
import { remaining } from "./lines.js";
import { settle } from "./packed.js";
import { refuse } from "./refusal.js";
import { kindHas, kindName } from "./rules.js";
import { goodsOf, keyOf, put, putGoods, type State } from "./state.js";
import { has, type WordFields } from "./word.js";

/** A record that changes what a consignment holds: clearance by lines, an adjustment, voiding. */
export function recordByLines(state: State, written: Written, p: Particulars): State {
  const { c } = written;
  if (!kindHas(c.kind, "takesLines")) refuse("ParticularsNotTaken", c.kind);
  const hash = hashParticulars(p);
  if (hash !== c.basedOn) refuse("ParticularsMismatch", hash, c.basedOn);
  const { rule, before, seen, led } = judge(state, written, { document: p.document, withParticulars: true });

  const kind = kindName(c.kind);
  if (kind === "Voided") requireVoidable(state, c, before);
  if (isTransformation(c)) requireConsumable(c, seen);
  const noted = kind === "Adjusted" && c.detail === Adjustment.Overage;
  const rest = remaining(state, c.consignment, p.contents, p.leaving, noted);
  if (kind === "Voided" && rest.length !== 0) refuse("VoidedInPart", c.consignment, rest.length);

  let after = led;
  if (rest.length === 0) after = { ...led, movement: "Closed" };
  else if (kind === "ImportCleared") after = { ...led, customs: "PartlyCleared" };
  const held = putGoods(state, c.consignment, { ...goodsOf(state, c.consignment), lines: rest });
  return commit(released(held, c, p), written, before, settle(before, after, rule));
}

export function isTransformation({ kind, detail }: Pick<Checkpoint, "kind" | "detail">): boolean {
  return kindName(kind) === "Adjusted" && detail === Adjustment.Transformation;
}

/** Only who made it a consignment may undo that, and only before it left. */
function requireVoidable(state: State, c: Checkpoint, before: WordFields): void {
  const { creator } = goodsOf(state, c.consignment);
  if (c.party !== creator) refuse("NotCreator", c.consignment, c.party, creator);
  if (has(before, "travelled")) refuse("HasLeft", c.consignment);
}

/** Goods are consumed by who has them, and once they are free: else goods in bond would leave it as a new product. */
function requireConsumable(c: Checkpoint, seen: WordFields): void {
  if (!isWith(seen, c.party)) refuse("NotCustodian", c.consignment, c.party, custodianOf(seen), seen.next);
  const free = has(seen, "domestic") || !has(seen, "travelled") || seen.customs === "Cleared";
  if (!free || seen.customs === "Refused") refuse("TransformationNotCleared", c.consignment);
}

/** Where the units go: out of the ledger, into the credit of who consumed them, or back into their batches. */
function released(state: State, c: Checkpoint, { leaving }: Particulars): State {
  let { batches, credits } = state;
  for (const { batch: id, quantity } of leaving) {
    const batch = batches.get(id);
    if (kindName(c.kind) === "Voided" && batch !== undefined) {
      batches = put(batches, id, { ...batch, loaded: batch.loaded - quantity });
    }
    if (isTransformation(c)) {
      const key = keyOf(c.party, id);
      credits = put(credits, key, (credits.get(key) ?? 0n) + quantity);
    }
  }
  return { ...state, batches, credits };
}

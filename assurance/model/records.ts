import { custodianOf, isCreator, isWith } from "./capacity.js";
import type { Written } from "./checkpoint.js";
import { commit, removed } from "./history.js";
import { judge } from "./judge.js";
import { settle } from "./packed.js";
import { refuse } from "./refusal.js";
import { kindName } from "./rules.js";
import { goodsOf, type State } from "./state.js";
import { has, without, type WordFields } from "./word.js";

const HOUR = 3600n;
/** How long an offer may wait for who is next. */
export const ACCEPTANCE_WINDOW = 14n * 24n * HOUR;

/** A record that comes with nothing beside it. */
export function record(state: State, written: Written): State {
  const { c } = written;
  const { rule, before, seen, led } = judge(state, written, { document: c.basedOn, withParticulars: false });
  const kind = kindName(c.kind);
  if (kind === "TakenBack") {
    requireLate(state, written, seen);
    return takenBack(state, written, before, led);
  }
  if (kind === "Disputed" && !isWith(seen, c.party) && !isCreator(state, c, c.party)) {
    refuse("NotCustodian", c.consignment, c.party, custodianOf(seen), seen.next);
  }
  return commit(state, written, before, settle(before, led, rule));
}

/** Only who made goods a consignment takes them back, from somebody else. */
export function requireTakeable(state: State, { c }: Written, seen: WordFields): void {
  if (!isCreator(state, c, c.party) || isWith(seen, c.party)) {
    refuse("NotCreator", c.consignment, c.party, goodsOf(state, c.consignment).creator);
  }
}

/** What was offered and not accepted in time, or what a suspended party has. */
function requireLate(state: State, written: Written, seen: WordFields): void {
  requireTakeable(state, written, seen);
  if ((state.parties.get(seen.custodian)?.suspendedAt ?? 0) !== 0) return;
  // Offers are kept by the hour: the one of 10:59 counts from 11:00.
  const due = seen.next === 0n ? 0n : (seen.offeredAt + 1n) * HOUR + ACCEPTANCE_WINDOW;
  if (due === 0n || BigInt(written.now) <= due) {
    refuse("NotYetTakeable", written.c.consignment, custodianOf(seen), due);
  }
}

/** The state after a TakenBack: packed goods come out of their containers first, which is a step of its own. */
export function takenBack(state: State, written: Written, before: WordFields, led: WordFields): State {
  if (!has(before, "packed")) return commit(state, written, before, led);
  const out = removed(state, written.c.consignment);
  const sequence = led.sequence + 1n;
  const word = { ...without(led, "apart"), sequence, lastMove: sequence };
  return commit(out, written, goodsOf(out, written.c.consignment).word, word);
}

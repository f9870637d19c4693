import { ZeroHash } from "ethers";

import type { KindRule } from "../../sdk/rule.js";
import { Extent, Movement, Role } from "../../sdk/vocabulary.js";
import { capacityOf, isCreator, type Capacity } from "./capacity.js";
import { actorOf, type Checkpoint, type Written } from "./checkpoint.js";
import { requireNotStopped, requirePlace, requireState, requireTime } from "./conditions.js";
import { headed } from "./destination.js";
import { requireEntitled } from "./entitlement.js";
import { effective } from "./packed.js";
import { bytes2, countryOf, sameTerritory, territoryOf } from "./places.js";
import { refuse } from "./refusal.js";
import { ruleOf } from "./rules.js";
import { goodsOf, isKnown, type State } from "./state.js";
import { has, withFlags, without, type WordFields } from "./word.js";

const HOUR = 3600;
const MOST_HOLDS = 15n;

/** What a record comes with. */
export interface Brought {
  /** The document that a reported record rests on. */
  readonly document: string;
  /** Whether what its kind takes beside it comes with it. */
  readonly withParticulars: boolean;
}

/** A record that is taken, as far as its row tells. */
export interface Judged {
  readonly rule: KindRule;
  /** The word of the goods as it is stored. */
  readonly before: WordFields;
  /** What that amounts to: for packed goods, with what they have from what they are in. */
  readonly seen: WordFields;
  /** What the record makes of that. */
  readonly led: WordFields;
}

/** Judges a record of any kind: who writes, about which goods, and whether it may follow. */
export function judge(state: State, written: Written, { document, withParticulars }: Brought): Judged {
  const { c } = written;
  requireEntitled(state, actorOf(written), c.role, c.scope, c.place);
  const goods = goodsOf(state, c.consignment);
  const before = goods.word;
  if (!isKnown(goods)) refuse("ConsignmentUnknown", c.consignment);
  const row = ruleOf(c.kind);
  if (row === undefined) refuse("KindUnsupported", c.kind);
  const rule = withParticulars ? byLines(row) : row;
  if (has(before, "packed") && !rule.flags.has("reachesPacked")) {
    refuse("ConsignmentPacked", c.consignment, state.containers.get(before.custodian) ?? ZeroHash);
  }
  const seen = effective(state, before);
  if (!rule.movements.includes(seen.movement)) {
    refuse("MovementForbids", c.consignment, c.kind, Movement[seen.movement]);
  }
  const created = rule.flags.has("creatorMay") && isCreator(state, c, c.party);
  const taken = follow(state, written, rule, created ? { ...seen, custodian: c.party } : seen, {
    document,
    withParticulars,
  });
  return { rule: row, before, seen, led: rule.flags.has("namesCountry") ? headed(state, c, seen, taken) : taken };
}

/** A record with lines says so in its detail, where the kind is also written without. */
function byLines(rule: KindRule): KindRule {
  const always = rule.flags.has("needsParticulars");
  return rule.flags.has("takesLines") && !always ? { ...rule, details: [Extent.ByLines] } : rule;
}

/** Applies a row: the word that the record leads to. */
function follow(state: State, { c, now }: Written, rule: KindRule, before: WordFields, brought: Brought): WordFields {
  requireState(c, rule, before, brought.withParticulars);
  const capacity = capacityOf(state, c, rule, before);
  requirePlace(state, c, rule, before, capacity);
  requireNotStopped(state, c, rule, before);
  requireTime(c.occurredAt, now);

  const next = withFlags({ ...before, sequence: before.sequence + 1n }, ...rule.sets);
  if (rule.flags.has("moves")) return moved(state, c, rule, before, next, capacity, now);
  const after = rule.flags.has("customsAct")
    ? cleared(state, c, rule, before, next, brought.document)
    : marked(state, c, rule, next);
  if (c.next !== 0n) refuse("NextNotAllowed", c.kind, c.next);
  return after;
}

/** The word after a move: its time and place, and who has the goods now if the custodian wrote, or the one named next. */
function moved(
  state: State,
  c: Checkpoint,
  rule: KindRule,
  before: WordFields,
  w: WordFields,
  capacity: Capacity,
  now: number,
): WordFields {
  if (BigInt(c.occurredAt) < before.lastMoveAt) refuse("TimeBeforeLastMove", c.occurredAt, before.lastMoveAt);
  const movement = rule.toMovement ?? before.movement;
  const there = { ...w, movement, lastMove: w.sequence, lastMoveAt: BigInt(c.occurredAt) };
  const placed = rule.flags.has("setsPlace") ? atPlace(state, before, there, c.place) : there;
  const ends = movement === "Delivered" || movement === "Closed";
  const mayOffer = capacity === "custodial" && !(ends && rule.toMovement !== undefined);
  if (c.next !== 0n && !mayOffer) refuse("NextNotAllowed", c.kind, c.next);
  if (capacity !== "custodial") return placed;
  // Offers are kept by the hour.
  const offeredAt = c.next === 0n ? 0n : BigInt(Math.floor(now / HOUR));
  return { ...placed, custodian: c.party, next: c.next, offeredAt };
}

/** The goods stand at the place; abroad they are domestic no more. */
function atPlace(state: State, before: WordFields, w: WordFields, place: string): WordFields {
  const abroad = !sameTerritory(state, countryOf(before.place), countryOf(place));
  return { ...(abroad ? without(w, "inland", "domestic") : without(w, "inland")), place };
}

/** The word after a customs act, which marks whose record it rests on. A broker's needs a document, and gives way. */
function cleared(
  state: State,
  c: Checkpoint,
  rule: KindRule,
  before: WordFields,
  w: WordFields,
  document: string,
): WordFields {
  const own = c.role === Role.Customs;
  if (!own) {
    if (document === ZeroHash) refuse("DocumentMissing", c.kind);
    if (has(before, "importOwn")) refuse("CustomsHasSpoken", c.consignment);
    const territory = territoryOf(state, countryOf(before.place));
    if (state.customsLive.has(territory)) refuse("CustomsIsLive", bytes2(territory));
  }
  if (rule.toCustoms !== undefined) {
    const said = { ...w, customs: rule.toCustoms };
    return own ? withFlags(said, "importOwn") : said;
  }
  if (has(before, own ? "exportOwn" : "exportCleared")) refuse("ExportAlreadyCleared", c.consignment);
  return own ? withFlags(w, "exportOwn") : w;
}

/** The word after a record that neither moves nor clears. */
function marked(state: State, c: Checkpoint, rule: KindRule, w: WordFields): WordFields {
  const { holds } = goodsOf(state, c.consignment);
  if (rule.flags.has("placesHold")) {
    if (w.holds === MOST_HOLDS) refuse("TooManyHolds", c.consignment);
    const open = holds.get(c.party);
    if (open !== undefined) refuse("HoldAlreadyOpen", c.consignment, c.party, open.sequence);
    return { ...w, holds: w.holds + 1n };
  }
  if (rule.flags.has("liftsHold")) {
    requireLiftable(state, c);
    return { ...w, holds: w.holds - 1n };
  }
  return rule.toCustoms === undefined ? w : { ...w, customs: rule.toCustoms };
}

/** A hold is lifted by who placed it, or by its successor while that is suspended, and never by number alone. */
function requireLiftable(state: State, c: Checkpoint): void {
  const placer = c.principal === 0n ? c.party : c.principal;
  if (placer !== c.party) {
    const suspended = (state.parties.get(placer)?.suspendedAt ?? 0) !== 0;
    if (!suspended || state.successors.get(placer) !== c.party) refuse("NotSuccessor", placer, c.party);
  }
  const open = goodsOf(state, c.consignment).holds.get(placer)?.sequence ?? 0n;
  if (open === 0n || BigInt(c.basedOn) !== open) refuse("HoldNotOpen", c.consignment, placer, c.basedOn, open);
}

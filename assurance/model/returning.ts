import { hashParticulars } from "../../sdk/hashing/hashParticulars.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import type { Line } from "../../sdk/line.js";
import { Role } from "../../sdk/vocabulary.js";
import { isByLines } from "./axis.js";
import { custodianOf, isWith } from "./capacity.js";
import { derive } from "./derivation.js";
import { HANDLING, requireSignerAt, requireStanding, type Actor } from "./entitlement.js";
import type { ConsignmentDetails } from "./goods.js";
import { isOf, requireLineCount } from "./lines.js";
import { bytes2, bytes5, countryOf, isUnLocode, sameTerritory } from "./places.js";
import { pastStep, requireHeld, type Proof } from "./proof.js";
import { refuse } from "./refusal.js";
import { kindName } from "./rules.js";
import { keyOf, put, type State } from "./state.js";
import { unpack, withIf, type WordFields } from "./word.js";

/** Units that were released by lines come back and are a consignment again, never more than were released. */
export function returnReleased(
  state: State,
  actor: Actor,
  details: ConsignmentDetails,
  from: ConsignmentId,
  proof: Proof,
  lines: readonly Line[],
): State {
  const { c, before } = proof.past;
  const { place, destination } = details;
  requireSignerAt(state, actor, HANDLING, place);
  requireStanding(state, actor.party);
  if (!isUnLocode(place)) refuse("PlaceInvalid", bytes5(place));
  const country = countryOf(c.place);
  if (destination !== countryOf(place) || !sameTerritory(state, destination, country)) {
    refuse("WrongTerritory", bytes5(place), bytes2(country));
  }
  if (kindName(c.kind) !== "ImportCleared" || !isByLines(c)) refuse("NotRelease", from, c.kind, c.detail);
  const [p] = proof.particulars;
  if (p === undefined) refuse("ParticularsMissing", c.kind);
  const hash = hashParticulars(p);
  if (hash !== c.basedOn) refuse("ParticularsMismatch", hash, c.basedOn);
  if (!isWith(before, actor.party)) refuse("NotCustodian", from, actor.party, custodianOf(before), before.next);
  const step = pastStep(from, proof);
  requireHeld(state, from, proof, step);

  const word: WordFields = {
    ...unpack(0n),
    sequence: 1n,
    lastMove: 1n,
    custodian: actor.party,
    destination,
    place,
    movement: "Arrived",
    customs: "Cleared",
    flags: ["travelled"],
  };
  return derive(cameBack(state, from, step, p.leaving, lines), actor, {
    ...details,
    from,
    lines,
    release: step,
    word: withIf(word, "importOwn", c.role === Role.Customs),
  });
}

/** Counts units that come back against those released. */
function cameBack(
  state: State,
  from: ConsignmentId,
  step: string,
  released: readonly Line[],
  lines: readonly Line[],
): State {
  const release = state.releases.get(step);
  if (release?.undone === true) refuse("ReleaseUndone", from, step);
  requireLineCount(lines);
  let back = release?.cameBack ?? new Map<string, bigint>();
  for (const line of lines) {
    const { batch, items, quantity } = line;
    if (quantity === 0n) refuse("QuantityInvalid", 0n);
    const key = keyOf(batch, items);
    const out = released.filter((each) => isOf(each, line)).reduce((sum, each) => sum + each.quantity, 0n);
    const already = back.get(key) ?? 0n;
    if (quantity > out - already) refuse("LineNotReleased", batch, items, quantity, out - already);
    back = put(back, key, already + quantity);
  }
  return { ...state, releases: put(state.releases, step, { undone: false, cameBack: back }) };
}

import { dataSlice, toUtf8String } from "ethers";

import { Kind } from "../../sdk/vocabulary.js";
import { isWith } from "./capacity.js";
import type { Checkpoint } from "./checkpoint.js";
import { bytes2, countryOf, sameTerritory } from "./places.js";
import { refuse } from "./refusal.js";
import type { State } from "./state.js";
import { has, withIf, without, type WordFields } from "./word.js";

/** The word after goods are to go to the country that the record is based on. */
export function headed(state: State, c: Checkpoint, before: WordFields, led: WordFields): WordFields {
  const destination = countryIn(c.basedOn);
  // What the custodian offered was for the old way: an authority that sends goods back ends it.
  const offer = isWith(before, c.party) ? {} : { next: 0n, offeredAt: 0n };
  const w = { ...led, destination, ...offer };
  const here = sameTerritory(state, countryOf(before.place), destination);
  return c.kind === Kind.Diverted ? diverted(state, c, before, w, here) : returned(c, before, w, here);
}

/** The country in the first two bytes, which nothing follows. */
function countryIn(basedOn: string): string {
  const code = toUtf8String(dataSlice(basedOn, 0, 2), () => 0);
  if (!/^[A-Z]{2}$/.test(code) || BigInt(dataSlice(basedOn, 2)) !== 0n) {
    refuse("CountryInvalid", dataSlice(basedOn, 0, 2));
  }
  return code;
}

/**
 * Another territory resets what was said to the customs of the old one, and ends being domestic. Goods that have left must
 * have left with an export clearance to go elsewhere than where they are; goods that have not will need a new one. Those at
 * a transit place of their new destination have arrived.
 */
function diverted(state: State, c: Checkpoint, before: WordFields, w: WordFields, here: boolean): WordFields {
  if (has(before, "sentBack")) refuse("DiversionAfterRefusal", c.consignment);
  if (sameTerritory(state, before.destination, w.destination)) return w;
  const ready = before.movement === "Ready";
  if (!ready && !here && !has(before, "exportCleared")) refuse("ExportNotCleared", c.consignment);
  const reset: WordFields = { ...without(w, "importOwn", "domestic"), customs: "None" };
  const leaving = ready ? without(reset, "exportCleared", "exportOwn") : reset;
  return here && before.movement === "AtTransit" ? { ...leaving, movement: "Arrived" } : leaving;
}

/**
 * Within the territory goods that were delivered are Arrived again, and keep their clearance. To another one goods that were
 * delivered, refused or not yet cleared start a new leg.
 */
function returned(c: Checkpoint, before: WordFields, w: WordFields, here: boolean): WordFields {
  const delivered = before.movement === "Delivered";
  if (here ? !delivered : !delivered && before.customs === "Cleared") {
    refuse("ReturnNotAllowed", c.consignment, bytes2(w.destination));
  }
  if (here) return { ...w, movement: "Arrived" };
  const again: WordFields = { ...w, movement: "Ready", customs: "None" };
  return withIf(
    without(again, "exportCleared", "exportOwn", "importOwn", "domestic"),
    "sentBack",
    before.customs === "Refused" || has(before, "sentBack"),
  );
}

import type { ConsignmentId } from "../../sdk/ids.js";
import { refuse } from "./refusal.js";
import { sameTerritory } from "./places.js";
import type { KindRule } from "../../sdk/rule.js";
import { goodsOf, putGoods, type Consignment, type State } from "./state.js";
import { has, withFlags, withIf, without, type WordFields } from "./word.js";
import { IMPORT, MOVES_WITH, OWN, withPart } from "./wordPart.js";

/** The container that packed goods are in. */
export function containerOf(state: State, packed: WordFields): ConsignmentId {
  // Every packed word has the number of a container that exists.
  return state.containers.get(packed.custodian) ?? refuse("ConsignmentUnknown", packed.custodian);
}

/** The words of the containers around goods, innermost first. */
export function around(state: State, own: WordFields): WordFields[] {
  if (!has(own, "packed")) return [];
  const { word } = goodsOf(state, containerOf(state, own));
  return [word, ...around(state, word)];
}

/**
 * What the word of goods amounts to: packed goods move with the outermost container, and have its import customs state
 * unless they, or else the innermost container around them that has, had customs records of their own for the same
 * territory. A hold on anything around them shows as one inside.
 */
export function effective(state: State, own: WordFields): WordFields {
  const containers = around(state, own);
  const outermost = containers.at(-1);
  if (outermost === undefined) return own;
  // The outermost container's own state counts anyway.
  const apart = [own, ...containers.slice(0, -1)].find((w) => has(w, "apart"));
  const counts = apart !== undefined && sameTerritory(state, apart.destination, outermost.destination);
  const seen = inherit(own, outermost, counts ? apart : outermost);
  return containers.some(({ holds }) => holds !== 0n) ? withFlags(seen, "stoppedInside") : seen;
}

/** The word of goods in a container: what they have from it, and import customs from `customs`. What is used up stays so. */
export function inherit(own: WordFields, container: WordFields, customs: WordFields): WordFields {
  const w = withPart(withPart(without(own, "packed"), container, MOVES_WITH), customs, IMPORT);
  const ended: WordFields = own.movement === "Closed" ? { ...w, movement: "Closed" } : w;
  return has(container, "domestic") ? ended : without(ended, "domestic");
}

/** The word to store for packed goods after a record: only holds, the import axis and being used up are their own. */
export function settle(before: WordFields, led: WordFields, rule: KindRule): WordFields {
  if (!has(before, "packed")) return led;
  const own = withPart(before, led, OWN);
  const said =
    rule.toCustoms === undefined
      ? own
      : withFlags({ ...withPart(own, led, IMPORT), destination: led.destination }, "apart");
  return led.movement === "Closed" ? { ...said, movement: "Closed" } : said;
}

/** Whether goods keep what they are in from moving: held, holding something stopped, or refused. */
function stops(w: WordFields): boolean {
  return w.movement !== "Closed" && (w.holds !== 0n || has(w, "stoppedInside") || w.customs === "Refused");
}

/** Whether goods keep what they are in from being declared, cleared or delivered as a whole. */
export function isApart(w: WordFields): boolean {
  return w.movement !== "Closed" && has(w, "apart", "apartInside");
}

/** What is directly in a container. */
export function insideOf(state: State, container: bigint): WordFields[] {
  const words = [...state.consignments.values()].map(({ word }) => word);
  return words.filter((word) => has(word, "packed") && word.custodian === container);
}

/** What a container counts, as `containerOf` of the ledger answers. */
export function countsOf(state: State, { container }: Consignment) {
  if (container === undefined) return { number: 0n, children: 0, stopped: 0, apart: 0, height: 0 };
  const inside = insideOf(state, container.number);
  return {
    number: container.number,
    children: inside.length,
    stopped: inside.filter(stops).length,
    apart: inside.filter(isApart).length,
    height: container.height,
  };
}

/** The container with its marks as what is in it now makes them; emptied, it has no height. */
export function recounted(state: State, goods: Consignment): Consignment {
  if (goods.container === undefined) return goods;
  const { children, stopped, apart } = countsOf(state, goods);
  const word = withIf(withIf(goods.word, "stoppedInside", stopped !== 0), "apartInside", apart !== 0);
  return { ...goods, word, container: children === 0 ? { ...goods.container, height: 0 } : goods.container };
}

/** The state with the containers around goods told what these are now. */
export function propagated(state: State, own: WordFields): State {
  if (!has(own, "packed")) return state;
  const id = containerOf(state, own);
  const container = recounted(state, goodsOf(state, id));
  return propagated(putGoods(state, id, container), container.word);
}

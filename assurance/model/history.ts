import { absorptionStep } from "../../sdk/hashing/absorptionStep.js";
import { removalStep } from "../../sdk/hashing/removalStep.js";
import { unpackingStep } from "../../sdk/hashing/unpackingStep.js";
import { hashAround } from "../../sdk/hashing/hashAround.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import { stepOf, type Written } from "./checkpoint.js";
import { containerOf, effective, inherit, propagated, recounted } from "./packed.js";
import { appended, goodsOf, put, putGoods, drop, type Consignment, type State } from "./state.js";
import { has, pack, without, type WordFields } from "./word.js";
import { withPart } from "./wordPart.js";

/** The goods after a record about them, which leads from one word to another. Heads of goods go into a container's step. */
export function recorded(
  goods: Consignment,
  written: Written,
  before: WordFields,
  word: WordFields,
  absorbed?: readonly string[],
): Consignment {
  const step = stepOf(written, before);
  const held = { ...goods, word, holds: holdsAfter(goods, written, before, word) };
  if (absorbed !== undefined) return appended(held, absorptionStep(step, absorbed));
  return appended(held, step, { ...written, before });
}

/** The record that raises the number of holds opens one of its writer's; the one that lowers it ends the one it names. */
function holdsAfter({ holds }: Consignment, { c, now }: Written, before: WordFields, word: WordFields) {
  if (word.holds > before.holds) return put(holds, c.party, { sequence: word.sequence, placedAt: now });
  return word.holds < before.holds ? drop(holds, c.principal === 0n ? c.party : c.principal) : holds;
}

/** The state after a record about goods, packed or not. */
export function commit(state: State, written: Written, before: WordFields, word: WordFields): State {
  const { consignment: id } = written.c;
  const goods = recorded(goodsOf(state, id), written, before, word);
  return propagated(putGoods(state, id, goods), word);
}

/** The word of goods that come out of a container: holds around them stay behind, what stops them inside comes along. */
export function outside(before: WordFields, seen: WordFields): WordFields {
  const own = withPart(seen, before, { fields: [], flags: ["stoppedInside"] });
  const sequence = own.sequence + 1n;
  return { ...without(own, "apart"), next: 0n, offeredAt: 0n, sequence, lastMove: sequence };
}

/** The word of goods that come out of a container which is in none, with import customs from `customs`. */
export function outOf(before: WordFields, container: WordFields, customs: WordFields): WordFields {
  return outside(before, inherit(before, container, customs));
}

/** The goods after they came out: `containerHead` holds their own head before. */
export function takenOut(
  id: ConsignmentId,
  goods: Consignment,
  word: WordFields,
  container: ConsignmentId,
  containerHead: string,
  outer: string,
): Consignment {
  const step = unpackingStep({
    consignment: id,
    container,
    containerHead,
    around: outer,
    before: pack(goods.word),
    word: pack(word),
  });
  return appended({ ...goods, word }, step);
}

/** Takes goods out of their container by themselves, however deep they are: the container has a step of it, too. */
export function removed(state: State, id: ConsignmentId): State {
  const goods = goodsOf(state, id);
  const word = outside(goods.word, effective(state, goods.word));
  const containerId = containerOf(state, goods.word);
  const container = goodsOf(state, containerId);
  const outer = hashAround(headsAround(state, container.word));

  const counted = { ...container, word: { ...container.word, sequence: container.word.sequence + 1n } };
  const left = recounted(putGoods(state, id, { ...goods, word }), counted);
  const step = removalStep({
    container: containerId,
    consignment: id,
    head: goods.head,
    before: pack(container.word),
    word: pack(left.word),
  });
  const told = appended(left, step);
  const all = propagated(putGoods(state, containerId, told), told.word);
  return putGoods(all, id, takenOut(id, goods, word, containerId, told.head, outer));
}

/** The heads of the containers around one, innermost first. */
function headsAround(state: State, own: WordFields): string[] {
  if (!has(own, "packed")) return [];
  const { word, head } = goodsOf(state, containerOf(state, own));
  return [head, ...headsAround(state, word)];
}

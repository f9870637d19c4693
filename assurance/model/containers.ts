import { ZeroHash } from "ethers";

import { hashChildren } from "../../sdk/hashing/hashChildren.js";
import { packingStep } from "../../sdk/hashing/packingStep.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import { Customs, Kind, Movement } from "../../sdk/vocabulary.js";
import { custodianOf, isWith } from "./capacity.js";
import type { Checkpoint, Written } from "./checkpoint.js";
import { isHeld, stands } from "./conditions.js";
import { outOf, recorded, takenOut } from "./history.js";
import { judge, type Judged } from "./judge.js";
import { containerOf, recounted } from "./packed.js";
import { bytes5, sameTerritory } from "./places.js";
import { refuse } from "./refusal.js";
import { ruleOf } from "./rules.js";
import { appended, goodsOf, isKnown, putGoods, type Consignment, type State } from "./state.js";
import { has, pack, withFlags, without, type WordFields } from "./word.js";
import { ADOPTED, ALIKE, samePart, withPart } from "./wordPart.js";

const MOST_CHILDREN = 200;
/** Containers in containers in containers. */
const MOST_LEVELS = 3;
const PACKABLE = ruleOf(Kind.Packed)?.movements ?? [];

/** A consignment that holds others. */
type Container = Consignment & Required<Pick<Consignment, "container">>;

/** Consignments go into a container. */
export function packInto(state: State, written: Written, children: readonly ConsignmentId[]): State {
  const { c } = written;
  const { container, before, led } = judgeContainer(state, written, Kind.Packed, children);
  const [first] = children;
  const empty = container.container.height === 0 && first !== undefined;
  // An empty container is as its first goods are.
  const w = empty ? withPart(led, goodsOf(state, first).word, ADOPTED) : led;
  if (empty && !(PACKABLE.includes(w.movement) && w.customs !== "Refused")) refuseChild(state, c, first, w);

  let height = container.container.height;
  for (const id of children) {
    const child = goodsOf(state, id);
    if (!samePart(w, child.word, ALIKE)) refuseChild(state, c, id, w);
    if (BigInt(c.occurredAt) < child.word.lastMoveAt) {
      refuse("TimeBeforeLastMove", c.occurredAt, child.word.lastMoveAt);
    }
    height = Math.max(height, 1 + levelsOf(c, id, child));
  }

  const heads = children.map((id) => goodsOf(state, id).head);
  let packed = state;
  for (const id of children) {
    packed = putGoods(packed, id, { ...goodsOf(state, id), word: inside(goodsOf(state, id).word, c, container) });
  }
  const counted = recounted(packed, { ...container, word: w, container: { ...container.container, height } });
  const around = recorded(counted, written, before, counted.word, heads);
  packed = putGoods(packed, c.consignment, around);
  for (const id of children) {
    const [child, { word }] = [goodsOf(state, id), goodsOf(packed, id)];
    const step = packingStep({
      consignment: id,
      container: c.consignment,
      containerHead: around.head,
      before: pack(child.word),
      word: pack(word),
    });
    packed = putGoods(packed, id, appended({ ...child, word }, step));
  }
  return packed;
}

/** Consignments come out of a container. */
export function unpackFrom(state: State, written: Written, children: readonly ConsignmentId[]): State {
  const { c } = written;
  const { container, before, led } = judgeContainer(state, written, Kind.Unpacked, children);
  // A hold inside stops nothing but itself; one on the container stops all but its only placer.
  if (before.holds !== 0n && !(before.holds === 1n && container.holds.has(c.party))) {
    refuse("ConsignmentHeld", c.consignment, before.holds, false);
  }
  for (const id of children) requireRemovable(state, c, id, before);

  const heads = children.map((id) => goodsOf(state, id).head);
  const offered = isWith(before, c.party) ? led : { ...led, next: 0n, offeredAt: 0n };
  let out = state;
  for (const id of children) {
    const { word } = goodsOf(state, id);
    const own = has(word, "apart") && sameTerritory(state, word.destination, offered.destination);
    out = putGoods(out, id, { ...goodsOf(state, id), word: outOf(word, offered, own ? word : offered) });
  }
  const counted = recounted(out, { ...container, word: offered });
  const around = recorded(counted, written, before, counted.word, heads);
  out = putGoods(out, c.consignment, around);
  for (const id of children) {
    const { word } = goodsOf(out, id);
    out = putGoods(out, id, takenOut(id, goodsOf(state, id), word, c.consignment, around.head, ZeroHash));
  }
  return out;
}

/** What packing and unpacking ask alike. */
function judgeContainer(
  state: State,
  written: Written,
  kind: Kind,
  children: readonly ConsignmentId[],
): Judged & { container: Container } {
  const { c } = written;
  if (c.kind !== kind) refuse("ParticularsNotTaken", c.kind);
  if (children.length === 0 || children.length > MOST_CHILDREN) refuse("ChildCountInvalid", children.length);
  // In order, so that none is named, and counted, twice.
  children.reduce((last, id) => (id > last ? id : refuse("ChildrenUnordered", last, id)));
  const hash = hashChildren(children);
  if (hash !== c.basedOn) refuse("ParticularsMismatch", hash, c.basedOn);
  const judged = judge(state, written, { document: ZeroHash, withParticulars: true });
  const goods = goodsOf(state, c.consignment);
  const { container } = goods;
  if (container === undefined) refuse("NotContainer", c.consignment);
  return { ...judged, container: { ...goods, container } };
}

/** The word of goods in the container: their own custody ends. */
function inside(word: WordFields, { occurredAt }: Checkpoint, { container }: Container): WordFields {
  const sequence = word.sequence + 1n;
  const moved = { sequence, lastMove: sequence, lastMoveAt: BigInt(occurredAt), next: 0n, offeredAt: 0n };
  return { ...withFlags(without(word, "apart"), "packed"), ...moved, custodian: container.number };
}

/** How many levels of containers goods are: none, of what holds lines. */
function levelsOf(c: Checkpoint, id: ConsignmentId, { container }: Consignment): number {
  if (container === undefined) return 0;
  if (id === c.consignment) refuse("PackedIntoItself", id);
  // An empty container counts as one that holds no container.
  const levels = Math.max(container.height, 1);
  if (levels >= MOST_LEVELS) refuse("TooDeep", id, c.consignment);
  return levels;
}

/** Ends with what is different about goods that cannot be packed. */
function refuseChild(state: State, c: Checkpoint, id: ConsignmentId, w: WordFields): never {
  const child = goodsOf(state, id);
  const { word } = child;
  if (!isKnown(child)) refuse("ConsignmentUnknown", id);
  if (id === c.consignment) refuse("PackedIntoItself", id);
  if (has(word, "packed")) refuse("ConsignmentPacked", id, containerOf(state, word));
  if (!isWith(word, c.party)) refuse("NotCustodian", id, c.party, custodianOf(word), word.next);
  if (isHeld(word)) refuse("ConsignmentHeld", id, word.holds, has(word, "stoppedInside"));
  if (!PACKABLE.includes(word.movement)) refuse("MovementForbids", id, Kind.Packed, Movement[word.movement]);
  if (!stands(word)) refuse("NotThere", id, bytes5(c.place), bytes5(""));
  if (word.customs === "Refused") refuse("CustomsForbids", id, Kind.Packed, Customs.Refused);
  refuse("ChildDiffers", id, c.consignment, pack(word), pack(w));
}

/** Unheld goods come out by the container's custodian, held ones by who placed their only hold. */
function requireRemovable(state: State, c: Checkpoint, id: ConsignmentId, container: WordFields): void {
  const { word, holds } = goodsOf(state, id);
  if (!has(word, "packed") || containerOf(state, word) !== c.consignment) refuse("NotInside", id, c.consignment);
  if (word.holds !== 0n && word.movement !== "Closed") {
    if (word.holds === 1n && holds.has(c.party)) return;
    refuse("ConsignmentHeld", id, word.holds, has(word, "stoppedInside"));
  }
  if (!isWith(container, c.party)) {
    refuse("NotCustodian", id, c.party, custodianOf(container), container.next);
  }
}

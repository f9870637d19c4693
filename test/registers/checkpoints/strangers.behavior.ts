import { Kind, Role, type RoleName } from "../../../sdk/vocabulary.js";
import { loadFixture } from "../../support/chain.js";
import {
  clearedGoods,
  contentsOf,
  createdGoods,
  declaredGoods,
  DOCUMENT,
  readyGoods,
  shippedGoods,
} from "../../support/goods.js";
import { TABLED_KINDS, rowOf, type TabledKind } from "../../support/kindTable.js";
import { particulars, type Refusal, type Writer } from "../../support/records.js";
import type { WayOfWriting } from "../../support/way.js";
import { at, line, world, type CastName, type World } from "../../support/world.js";

/** Parties that hold their grants correctly and have no part in the matter. */
const STRANGERS = {
  brand2: ["Brand", ""],
  factory2: ["Factory", "NZ"],
  carrier2: ["Carrier", ""],
  port2: ["Port", "CNSHG"],
  customs2: ["Customs", "DE"],
  inspector2: ["Inspector", "CN"],
  broker2: ["Broker", ""],
  warehouse2: ["Warehouse", "CN"],
  retailer2: ["Retailer", "CN"],
} as const satisfies Partial<Record<CastName, readonly [RoleName, string]>>;

type StrangerName = keyof typeof STRANGERS;
// The keys of a constant object are exactly those it is written with.
const NAMES = Object.keys(STRANGERS) as StrangerName[];

/** Kinds that rest on an earlier record or on children: strangers try these in suites of their own. */
const ELSEWHERE: readonly TabledKind[] = [
  "Confirmed",
  "Contradicted",
  "Correction",
  "Disputed",
  "Packed",
  "Split",
  "Unpacked",
  "Voided",
];
const TRIED = TABLED_KINDS.filter((kind) => !ELSEWHERE.includes(kind));

/** Every other kind, tried by every correctly granted stranger: nothing but an authority's record at its own place is taken. */
export function shouldKeepStrangersOut(way: WayOfWriting): void {
  for (const name of NAMES) {
    describe(`${name}, granted but with no part in the matter`, () => {
      for (const kind of TRIED) {
        it(kind, async () => {
          const w = await loadFixture(world);
          const goods = await goodsFor(w, way, kind);
          await tryAs(w, goods, name, kind);
        });
      }
    });
  }
}

/** Goods in a state which the kind may follow. */
async function goodsFor(w: World, way: WayOfWriting, kind: TabledKind): Promise<Writer> {
  if (kind === "Delivered") return clearedGoods(w, way);
  if (rowOf(kind).movements.includes("Arrived")) return declaredGoods(w, way);
  if (kind === "Origin") return createdGoods(w, way);
  if (kind === "ExportCleared" || kind === "Departed") return readyGoods(w, way);
  return shippedGoods(w, way);
}

async function tryAs(w: World, goods: Writer, name: StrangerName, kind: TabledKind): Promise<void> {
  const by = w.cast[name];
  const [role, scope] = STRANGERS[name];
  const row = rowOf(kind);
  const { place: standing, custodian, next, movement } = await goods.word();
  const destined = row.where === "destination" ? "CNSHG" : standing;
  // A party can only write where it is granted; elsewhere its own home is tried.
  const covered = scope === "" || destined.startsWith(scope);
  const home = { NZ: "NZTRG", CNSHG: "CNSHG", DE: "DEHAM", CN: "CNSHG", "": destined }[scope];
  const place = covered ? destined : home;
  const lines =
    row.takesLines === true && row.needsParticulars === true
      ? particulars(contentsOf(w), [line(w.batch, 1)])
      : undefined;
  const c = await goods.checkpoint(by, kind, role, place, {
    scope,
    detail: row.details[0]!,
    basedOn: lines?.basedOn ?? DOCUMENT,
  });
  const witnesses: readonly RoleName[] = row.witnesses ?? [];
  const agents: readonly RoleName[] = row.agents ?? [];
  const others: readonly RoleName[] = [...(row.custodians ?? []), ...(row.nexts ?? [])];
  let refusal: Refusal;
  if (witnesses.includes(role)) {
    if (kind === "HoldLifted") refusal = ["HoldNotOpen", goods.id, by.id, DOCUMENT, 0];
    else if (row.where === "any" || place === standing) {
      // Its own place and its own word: what a witness is there for.
      if (lines === undefined) await goods.takeAs(by, c);
      else await goods.takeLines(by, c, lines.p);
      return;
    } else refusal = ["NotThere", goods.id, at(place), at(movement === "InTransit" ? "" : standing)];
  } else if (agents.includes(role)) refusal = ["NoMandate", 0, by.id, Role[role]];
  else if (others.includes(role)) refusal = ["NotCustodian", goods.id, by.id, custodian, next];
  else refusal = ["RoleMayNotWrite", Kind[kind], Role[role]];
  if (lines === undefined) await goods.refuseAs(refusal, by, c);
  else await goods.refuseLines(refusal, by, c, lines.p);
}

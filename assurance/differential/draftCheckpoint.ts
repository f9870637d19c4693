import { toBeHex, zeroPadBytes, ZeroHash } from "ethers";

import type { ConsignmentId, PartyId } from "../../sdk/ids.js";
import type { KindRule } from "../../sdk/rule.js";
import { Role, type Kind, type RoleName } from "../../sdk/vocabulary.js";
import type { Checkpoint } from "../model/checkpoint.js";
import { stands } from "../model/conditions.js";
import { effective } from "../model/packed.js";
import { bytes2, countryOf, covers, sameTerritory } from "../model/places.js";
import { kindName, ruleOf } from "../model/rules.js";
import { goodsOf, keyOf, type State } from "../model/state.js";
import type { WordFields } from "../model/word.js";
import { CAST, COUNTRIES, PLACES, type Member } from "./cast.js";
import type { Drafting } from "./draft.js";

/** Consignments that are written about. */
const RECENT = 80;

/** Who could write a record, in which role, under which grant, and for whom. */
interface Writer {
  readonly party: PartyId;
  readonly role: Role;
  readonly scope: string;
  readonly principal: PartyId;
}

/**
 * Goods that a kind may follow, rather of the last ones (with many at once none gets far) and rather in a movement in which
 * it is rare. Now and then any others.
 */
export function goodsFor({ random, state, times }: Drafting, kind: Kind): ConsignmentId | undefined {
  const rule = ruleOf(kind);
  const recent = [...state.consignments].slice(-RECENT).map(([id, { word }]) => ({ id, w: effective(state, word) }));
  const fits = ({ w }: { w: WordFields }): boolean =>
    rule?.movements.includes(w.movement) === true && rule.customs.includes(w.customs);
  const fitting = recent.filter(fits);
  const few = Array.from({ length: 3 }, () => random.one(fitting) ?? []).flat();
  const often = ({ w }: { w: WordFields }): number => times(kindName(kind), w.movement);
  const rare = few.sort((a, b) => often(a) - often(b))[0];
  return (rare ?? (random.chance(0.05) ? random.one(recent) : undefined))?.id;
}

/** A record of the goods by somebody who may write it, as far as role, place and capacity go. */
export function draftCheckpoint(d: Drafting, kind: Kind, id: ConsignmentId): Checkpoint | undefined {
  const rule = ruleOf(kind);
  if (rule === undefined) return undefined;
  const { random, state, now } = d;
  const own = goodsOf(state, id);
  const w = effective(state, own.word);
  const place = placeFor(d, rule, w);
  const writer = random.one(writersOf(state, id, rule, w, place));
  if (writer === undefined) return undefined;
  const earliest = Math.max(now - random.below(900), Number(w.lastMoveAt));
  return {
    consignment: id,
    kind,
    ...writer,
    place,
    occurredAt: earliest,
    basedOn: basisFor(d, kind, id, w, writer),
    detail: random.one(rule.details) ?? 0,
    dataHash: ZeroHash,
    next: nextFor(d, rule, w, writer),
    expectedMove: random.chance(0.05) ? Number(own.word.lastMove) : 0,
  };
}

function placeFor({ random, state }: Drafting, rule: KindRule, w: WordFields): string {
  const within = (country: string): string =>
    random.one(PLACES.filter((place) => sameTerritory(state, countryOf(place), country))) ?? w.place;
  switch (rule.place) {
    case "in the destination territory":
      return within(w.destination);
    case "in the territory where the goods are":
      return random.chance(0.5) ? w.place : within(countryOf(w.place));
    case "where the goods stand":
      return w.place;
    case "where the goods stand; on the road any place or none, but not for a witness":
      return stands(w) ? w.place : (random.one(["", ...PLACES]) ?? "");
    case "any place of the writer's grant":
      return random.chance(0.6) ? w.place : (random.one(PLACES) ?? w.place);
  }
}

/** Every way in which somebody may write the record there. */
function writersOf(state: State, id: ConsignmentId, rule: KindRule, w: WordFields, place: string): Writer[] {
  const { creator, container } = goodsOf(state, id);
  const creators = container === undefined ? creator : 0n;
  const writers: Writer[] = [];
  const add = ({ id: party, grants }: Member, roles: readonly RoleName[], principal: PartyId): void => {
    for (const [scope, granted] of Object.entries(grants)) {
      if (!covers(scope, place)) continue;
      for (const role of granted) if (roles.includes(role)) writers.push({ party, role: Role[role], scope, principal });
    }
  };
  for (const member of CAST) {
    add(member, rule.witnesses, 0n);
    const made = rule.flags.has("creatorMay") && member.id === creators;
    if (w.custodian === member.id || made) add(member, rule.custodians, 0n);
    if (w.next === member.id) add(member, rule.nexts, 0n);
    for (const principal of new Set([w.custodian, creators])) {
      add(member, rule.agents.filter(mandatedIn(state, principal, member.id)), principal);
    }
  }
  return writers;
}

function mandatedIn(state: State, principal: PartyId, agent: PartyId): (role: RoleName) => boolean {
  const roles = state.mandates.get(keyOf(principal, agent)) ?? [];
  return (role) => roles.includes(role);
}

/** What the record rests on, where its kind says so and it comes by itself. */
function basisFor(d: Drafting, kind: Kind, id: ConsignmentId, w: WordFields, { party }: Writer): string {
  const { random, state } = d;
  const name = kindName(kind);
  if (name === "HoldLifted") return toBeHex(goodsOf(state, id).holds.get(party)?.sequence ?? 0n, 32);
  if (name === "Diverted" || name === "Returned") {
    const to = random.chance(0.3) ? countryOf(w.place) : (random.one(COUNTRIES) ?? "NZ");
    return zeroPadBytes(bytes2(to), 32);
  }
  return random.chance(0.9) ? random.bytes32() : ZeroHash;
}

/** Custodians mostly name somebody who brings the goods on. */
function nextFor({ random }: Drafting, rule: KindRule, w: WordFields, { party, principal }: Writer): PartyId {
  const custodial = principal === 0n && (party === w.custodian || party === w.next);
  const ends = rule.toMovement === "Delivered" || rule.toMovement === "Closed";
  if (!rule.flags.has("moves") || !custodial || ends || random.chance(0.3)) return 0n;
  return random.chance(0.6) ? random.of(2n, 3n, 9n, 10n) : BigInt(1 + random.below(CAST.length));
}

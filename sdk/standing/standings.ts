import type { PartyId, SignerId } from "../ids.js";
import type { Scope } from "../places/scope.js";
import type { KeyHolder, RoleName } from "../vocabulary.js";

/** A place in the order of everything that the chain saw. */
export interface Moment {
  readonly block: number;
  /** Number of the log in the block. */
  readonly index: number;
}

/** Something that became so at a moment, and stayed until the next such entry. */
export interface Since<Value> {
  readonly since: Moment;
  readonly value: Value;
}

/** A key that may write for a party, and what is said of it. */
export interface Key {
  readonly added: Moment;
  readonly roles: readonly RoleName[];
  readonly scope: Scope;
  /** First and last second of validity, seconds since 1970. */
  readonly validFrom: number;
  readonly validUntil: number;
  readonly heldBy: keyof typeof KeyHolder;
  readonly revoked: Moment | undefined;
  /** Chain time from which it is said to have been in other hands, seconds; 0 = never. A claim of its party. */
  readonly compromisedSince: number;
}

/** Who a party was allowed to be, over time: in the order of the chain. */
export interface Standing {
  readonly suspended: readonly Since<boolean>[];
  readonly grants: ReadonlyMap<Scope, readonly Since<readonly RoleName[]>[]>;
  readonly keys: ReadonlyMap<SignerId, Key>;
  /** By agent. */
  readonly mandates: ReadonlyMap<PartyId, readonly Since<readonly RoleName[]>[]>;
}

/** The standings of the parties in a trace. */
export type Standings = ReadonlyMap<PartyId, Standing>;

/** A key of a party by its id, in whatever digits a trace tells that: a head binds bytes. */
export function keyOf(keys: Standing["keys"], signer: SignerId): Key | undefined {
  return keys.get(signer.toLowerCase());
}

export function isBefore(one: Moment, other: Moment): boolean {
  return one.block < other.block || (one.block === other.block && one.index < other.index);
}

/** What was so at a moment; undefined before the first entry. */
export function valueAt<Value>(entries: readonly Since<Value>[] | undefined, moment: Moment): Value | undefined {
  return entries?.findLast(({ since }) => isBefore(since, moment))?.value;
}

/** Whether a place lies within a scope: the same, in its country, or anywhere for the empty one. */
export function covers(scope: Scope, place: Scope): boolean {
  return place.startsWith(scope);
}

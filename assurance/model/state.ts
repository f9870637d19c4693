import { foldHead } from "../../sdk/hashing/foldHead.js";
import type { BatchId, ConsignmentId, PartyId, ProductId, SignerId } from "../../sdk/ids.js";
import type { Line } from "../../sdk/line.js";
import type { RoleName } from "../../sdk/vocabulary.js";
import type { Past } from "./proof.js";
import { unpack, type WordFields } from "./word.js";

/** A party, as far as it decides on records. */
export interface Party {
  readonly manager: SignerId;
  /** Seconds since 1970; 0 = in good standing. */
  readonly suspendedAt: number;
}

/** A key of a party. */
export interface Signer {
  readonly roles: readonly RoleName[];
  readonly scope: string;
  readonly validFrom: number;
  readonly validUntil: number;
  /** Seconds since 1970; 0 = not revoked. */
  readonly revokedAt: number;
}

export interface Product {
  readonly registrant: PartyId;
  /** The holder of the prefix that confirmed a claimed product; 0 = nobody. */
  readonly endorsedBy: PartyId;
  /** What others may do with it: 1 maker, 2 shipper, 4 labeller, added up. */
  readonly appointed: ReadonlyMap<PartyId, number>;
}

export interface Batch {
  readonly product: ProductId;
  readonly maker: PartyId;
  readonly quantity: bigint;
  readonly loaded: bigint;
  readonly origin: string;
  /** What else was said of it, as one hash. */
  readonly statement: string;
  /** Units that were labelled later, and the roots of their labels. */
  readonly labelled: bigint;
  readonly labels: ReadonlySet<string>;
}

export interface Hold {
  readonly sequence: bigint;
  /** Seconds since 1970. */
  readonly placedAt: number;
}

/** One step of a history. */
export interface Step {
  readonly headBefore: string;
  readonly hash: string;
  /** The record that it is, which later ones may rest on; nothing, where it is something else or holds more. */
  readonly record?: Past;
}

export interface Consignment {
  readonly creator: PartyId;
  readonly word: WordFields;
  readonly head: string;
  /** All steps from the first, which lead to the head. */
  readonly history: readonly Step[];
  /** What it holds; nothing in a container. */
  readonly lines: readonly Line[];
  /** A container's number, and 1 more than the tallest that was in it since it was empty. */
  readonly container?: { readonly number: bigint; readonly height: number };
  /** Open holds by who placed them. */
  readonly holds: ReadonlyMap<PartyId, Hold>;
}

/** What became of a release by lines: it is undone, or units of it came back, by their batch and items. */
export interface Release {
  readonly undone: boolean;
  readonly cameBack: ReadonlyMap<string, bigint>;
}

/** All that the ledger knows, as plain values: an operation makes another state of it and leaves it as it is. */
export interface State {
  /** The chain and address of the ledger, which every history begins with. */
  readonly chainId: bigint;
  readonly address: string;
  readonly parties: ReadonlyMap<PartyId, Party>;
  /** By {@link keyOf} party and signer. */
  readonly signers: ReadonlyMap<string, Signer>;
  /** By {@link keyOf} party and scope. */
  readonly grants: ReadonlyMap<string, readonly RoleName[]>;
  /** By {@link keyOf} principal and agent. */
  readonly mandates: ReadonlyMap<string, readonly RoleName[]>;
  /** Who lifts the holds of a suspended authority. */
  readonly successors: ReadonlyMap<PartyId, PartyId>;
  /** The customs territory of each country that is not its own. */
  readonly territories: ReadonlyMap<string, string>;
  /** Territories whose customs write themselves. */
  readonly customsLive: ReadonlySet<string>;
  /** Holders of company prefixes, by the prefix as text with its leading zeros. */
  readonly prefixes: ReadonlyMap<string, PartyId>;
  readonly products: ReadonlyMap<ProductId, Product>;
  readonly batches: ReadonlyMap<BatchId, Batch>;
  /** Units consumed and not named as inputs, by {@link keyOf} party and batch. */
  readonly credits: ReadonlyMap<string, bigint>;
  readonly consignments: ReadonlyMap<ConsignmentId, Consignment>;
  readonly containers: ReadonlyMap<bigint, ConsignmentId>;
  /** By the step of the release. */
  readonly releases: ReadonlyMap<string, Release>;
  /** When open recalls were placed, by {@link keyOf} kind, subject, placer and country. */
  readonly recalls: ReadonlyMap<string, number>;
  /** When items were activated, by {@link keyOf} batch and serial hash. */
  readonly activations: ReadonlyMap<string, number>;
}

/** A ledger that knows nothing. */
export function emptyState(chainId: bigint, address: string): State {
  return {
    chainId,
    address,
    parties: new Map(),
    signers: new Map(),
    grants: new Map(),
    mandates: new Map(),
    successors: new Map(),
    territories: new Map(),
    customsLive: new Set(),
    prefixes: new Map(),
    products: new Map(),
    batches: new Map(),
    credits: new Map(),
    consignments: new Map(),
    containers: new Map(),
    releases: new Map(),
    recalls: new Map(),
    activations: new Map(),
  };
}

/** One key of several values. */
export function keyOf(...parts: (bigint | string | number)[]): string {
  return parts.join(":");
}

/** The map with one entry changed. */
export function put<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): ReadonlyMap<Key, Value> {
  return new Map(map).set(key, value);
}

/** The map without an entry. */
export function drop<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

/** Goods that were never created. */
export const NO_GOODS: Consignment = {
  creator: 0n,
  word: unpack(0n),
  head: "0x",
  history: [],
  lines: [],
  holds: new Map(),
};

export function goodsOf(state: State, id: ConsignmentId): Consignment {
  return state.consignments.get(id) ?? NO_GOODS;
}

export function isKnown({ word }: Consignment): boolean {
  return word.movement !== "None";
}

/** The goods with one more step in their history. */
export function appended(goods: Consignment, hash: string, record?: Past): Consignment {
  const step: Step = { headBefore: goods.head, hash, ...(record === undefined ? {} : { record }) };
  return { ...goods, head: foldHead(goods.head, hash), history: [...goods.history, step] };
}

/** The state with goods changed. */
export function putGoods(state: State, id: ConsignmentId, goods: Consignment): State {
  return { ...state, consignments: put(state.consignments, id, goods) };
}

import { batchStatement } from "../../sdk/hashing/batchStatement.js";
import { batchId, type BatchId, type ProductId } from "../../sdk/ids.js";
import type { RoleName } from "../../sdk/vocabulary.js";
import { asciiToBytes } from "../../sdk/ascii.js";
import { requireSigner, requireStanding, type Actor } from "./entitlement.js";
import { bytes2, isCountry } from "./places.js";
import { isAppointed, MAKER } from "./products.js";
import { refuse } from "./refusal.js";
import { keyOf, put, type State } from "./state.js";

const GTIN_BITS = 64n;

/** What a batch is registered with. */
export interface BatchDetails {
  readonly product: ProductId;
  readonly lotKey: string;
  readonly quantity: bigint;
  readonly unit: string;
  readonly origin: string;
  /** YYYYMMDD; 0 = none. */
  readonly expiry: number;
  readonly itemsRoot: string;
  readonly dataHash: string;
}

/** Units consumed in making a batch. */
export interface Input {
  readonly batch: BatchId;
  readonly quantity: bigint;
}

/** A batch is registered by the product's registrant or a maker it appointed, from what it consumed, if it says so. */
export function registerBatch(state: State, actor: Actor, details: BatchDetails, inputs: readonly Input[]): State {
  requireMaker(state, actor, details.product);
  if (details.quantity === 0n) refuse("QuantityInvalid", 0n);
  if (!/^[A-Z0-9]{1,3}$/.test(details.unit)) refuse("UnitInvalid", asciiToBytes(details.unit, 3));
  if (!isCountry(details.origin)) refuse("CountryInvalid", bytes2(details.origin));
  if (!isDate(details.expiry)) refuse("ExpiryInvalid", details.expiry);
  const id = batchId(details.product, details.lotKey);
  if (state.batches.has(id)) refuse("BatchExists", id);
  const batches = put(state.batches, id, {
    product: details.product,
    maker: actor.party,
    quantity: details.quantity,
    loaded: 0n,
    origin: details.origin,
    statement: batchStatement(details),
    labelled: 0n,
    labels: new Set<string>(),
  });
  return inputs.reduce((each, input) => consume(each, actor, input), { ...state, batches });
}

/** The registrant writes as Brand or, for a claimed product, as Seller; a maker it appointed as Factory. */
function requireMaker(state: State, actor: Actor, id: ProductId): void {
  const product = state.products.get(id);
  if (product === undefined) refuse("ProductUnknown", id);
  const own: RoleName = id >> GTIN_BITS === 0n ? "Brand" : "Seller";
  const registers = product.registrant === actor.party;
  if (!registers && !isAppointed(state, id, actor.party, MAKER)) refuse("NotMaker", id, actor.party);
  requireSigner(state, actor, [registers ? own : "Factory"]);
  requireStanding(state, actor.party);
}

function consume(state: State, { party }: Actor, { batch, quantity }: Input): State {
  const key = keyOf(party, batch);
  const available = state.credits.get(key) ?? 0n;
  if (quantity === 0n) refuse("QuantityInvalid", 0n);
  if (quantity > available) refuse("InputNotConsumed", batch, party, quantity, available);
  return { ...state, credits: put(state.credits, key, available - quantity) };
}

/** A batch of which nothing is loaded is given up by its maker. */
export function voidBatch(state: State, actor: Actor, id: BatchId): State {
  const batch = state.batches.get(id);
  if (batch === undefined) refuse("BatchUnknown", id);
  if (batch.maker !== actor.party) refuse("NotMakerOfBatch", id, actor.party, batch.maker);
  requireSigner(state, actor, ["Brand", "Seller", "Factory"]);
  requireStanding(state, actor.party);
  if (batch.loaded !== 0n || batch.quantity === 0n) refuse("BatchInUse", id, batch.loaded);
  return { ...state, batches: put(state.batches, id, { ...batch, quantity: 0n }) };
}

/** Days beyond a month's end are not told apart: the date is shown, never computed with. */
function isDate(date: number): boolean {
  const [month, day] = [Math.floor(date / 100) % 100, date % 100];
  const inYears = date >= 20_000_101 && date <= 99_991_231;
  return date === 0 || (inYears && month >= 1 && month <= 12 && day >= 1 && day <= 31);
}

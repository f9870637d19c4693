import type { PartyId, ProductId } from "../../sdk/ids.js";
import { requireManager, requireSigner, requireStanding, type Actor } from "./entitlement.js";
import { bytes5 } from "./places.js";
import { refuse } from "./refusal.js";
import { keyOf, put, type Product, type State } from "./state.js";
import { Role } from "../../sdk/vocabulary.js";

/** What a registrant lets others do with its product, added up. */
export const MAKER = 1;
export const SHIPPER = 2;
export const LABELLER = 4;

const GTIN_BITS = 64n;
const SHORTEST_PREFIX = 4;
const LONGEST_PREFIX = 12;

/** What a product is registered with. */
export interface ProductDetails {
  readonly gtin: bigint;
  /** Digits of the company prefix; 0 = claimed by a seller in its own namespace. */
  readonly prefixLength: number;
  /** The scope of the seller's grant. */
  readonly scope: string;
  readonly hs6: number;
}

/** A product is registered by the holder of its company prefix, or claimed by a seller. */
export function registerProduct(state: State, actor: Actor, details: ProductDetails): State {
  const { gtin, prefixLength, scope, hs6 } = details;
  const { party } = actor;
  if (!isGtin(gtin)) refuse("GtinInvalid", gtin);
  if (hs6 < 10_000 || hs6 > 999_999) refuse("Hs6Invalid", hs6);
  const claimed = prefixLength === 0;
  requireSigner(state, actor, [claimed ? "Seller" : "Brand"]);
  requireStanding(state, party);
  if (claimed) {
    const granted = state.grants.get(keyOf(party, scope)) ?? [];
    if (!granted.includes("Seller")) refuse("RoleNotGranted", party, bytes5(scope), Role.Seller);
  } else {
    const holder = holderOf(state, gtin, prefixLength);
    if (holder !== party) refuse("PrefixNotHeld", gtin, prefixLength, holder);
  }
  const id = claimed ? (party << GTIN_BITS) | gtin : gtin;
  if (state.products.has(id)) refuse("ProductExists", id);
  const product: Product = { registrant: party, endorsedBy: 0n, appointed: new Map() };
  return { ...state, products: put(state.products, id, product) };
}

/** The registrant's manager says what another party may do with a product. */
export function appoint(state: State, { signer }: Actor, id: ProductId, agent: PartyId, tasks: number): State {
  const product = state.products.get(id);
  if (product === undefined) refuse("ProductUnknown", id);
  requireManager(state, product.registrant, signer);
  if (tasks > (MAKER | SHIPPER | LABELLER)) refuse("TasksInvalid", tasks);
  if (!state.parties.has(agent)) refuse("PartyUnknown", agent);
  const appointed = put(product.appointed, agent, tasks);
  return { ...state, products: put(state.products, id, { ...product, appointed }) };
}

export function isAppointed(state: State, product: ProductId, party: PartyId, task: number): boolean {
  return ((state.products.get(product)?.appointed.get(party) ?? 0) & task) !== 0;
}

/** Weights 3 and 1 from the right, the sum a multiple of ten (GS1 General Specifications, section 7.9). */
function isGtin(gtin: bigint): boolean {
  const digits = Array.from(gtin.toString(), Number).reverse();
  const sum = digits.reduce((total, digit, place) => total + digit * (place % 2 === 0 ? 1 : 3), 0);
  return gtin > 0n && digits.length <= 14 && sum % 10 === 0;
}

/** A GTIN-14 is an indicator digit, then prefix and item reference, then the check digit (section 3.3.2). */
function holderOf(state: State, gtin: bigint, length: number): PartyId {
  if (length < SHORTEST_PREFIX || length > LONGEST_PREFIX) return 0n;
  return (
    state.prefixes.get(
      gtin
        .toString()
        .padStart(14, "0")
        .slice(1, 1 + length),
    ) ?? 0n
  );
}

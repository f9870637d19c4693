import type { PartyId } from "../../sdk/ids.js";
import type { Line } from "../../sdk/line.js";
import { SubjectKind } from "../../sdk/vocabulary.js";
import { COMMERCE, requireSignerAt, requireStanding, type Actor } from "./entitlement.js";
import { requireContents } from "./lines.js";
import { bytes2, isCountry } from "./places.js";
import { refuse } from "./refusal.js";
import { drop, goodsOf, isKnown, keyOf, put, type State } from "./state.js";

/** What is recalled, and where. */
export interface Recall {
  readonly kind: SubjectKind;
  /** 32 bytes. */
  readonly subject: string;
  /** "" = everywhere, by the brand; else a regulator's country. */
  readonly country: string;
}

/** A recall by the brand for everywhere, or by a regulator for its country. It blocks nothing. */
export function placeRecall(state: State, actor: Actor, recall: Recall, lines: readonly Line[]): State {
  const { kind, subject, country } = recall;
  const { party, now } = actor;
  requireRecaller(state, actor, country);
  if (!isSubject(state, recall)) refuse("SubjectUnknown", kind, subject);
  const entitled = country === "" ? isBrand(state, party, recall, lines) : isRegulator(state, party, country);
  if (!entitled) refuse("NotRecaller", kind, subject, party);
  const key = recallKey(recall, party);
  if (state.recalls.has(key)) refuse("RecallExists", kind, subject, party, bytes2(country));
  return { ...state, recalls: put(state.recalls, key, now) };
}

/** The recall is over, says who placed it. */
export function liftRecall(state: State, actor: Actor, recall: Recall): State {
  requireRecaller(state, actor, recall.country);
  const key = recallKey(recall, actor.party);
  if (!state.recalls.has(key)) {
    refuse("RecallUnknown", recall.kind, recall.subject, actor.party, bytes2(recall.country));
  }
  return { ...state, recalls: drop(state.recalls, key) };
}

/** How many recalls of a subject are open. */
export function openRecalls(state: State, { kind, subject }: Pick<Recall, "kind" | "subject">): number {
  return [...state.recalls.keys()].filter((key) => key.startsWith(`${keyOf(kind, subject)}:`)).length;
}

function recallKey({ kind, subject, country }: Recall, party: PartyId): string {
  return keyOf(kind, subject, party, country);
}

/** A brand's key of any commercial role, valid everywhere; a regulator's for the country. */
function requireRecaller(state: State, actor: Actor, country: string): void {
  if (country !== "" && !isCountry(country)) refuse("CountryInvalid", bytes2(country));
  requireSignerAt(state, actor, country === "" ? COMMERCE : ["Regulator"], country);
  requireStanding(state, actor.party);
}

function isRegulator(state: State, party: PartyId, country: string): boolean {
  return [country, ""].some((scope) => state.grants.get(keyOf(party, scope))?.includes("Regulator") === true);
}

function isSubject(state: State, { kind, subject }: Recall): boolean {
  switch (kind) {
    case SubjectKind.Product:
      return state.products.has(BigInt(subject));
    case SubjectKind.Batch:
      return state.batches.has(subject);
    case SubjectKind.Consignment:
      return isKnown(goodsOf(state, subject));
    case SubjectKind.None:
      return false;
  }
}

function isBrand(state: State, party: PartyId, { kind, subject }: Recall, lines: readonly Line[]): boolean {
  if (kind === SubjectKind.Product) return isBrandOf(state, party, BigInt(subject));
  if (kind === SubjectKind.Batch) return isBrandOfBatch(state, party, subject);
  const { creator, container } = goodsOf(state, subject);
  // Who made an empty container has no say over what is put in it.
  if (lines.length === 0) return creator === party && container === undefined;
  requireContents(state, subject, lines);
  return lines.some(({ batch }) => isBrandOfBatch(state, party, batch));
}

function isBrandOfBatch(state: State, party: PartyId, batch: string): boolean {
  const product = state.batches.get(batch)?.product;
  return product !== undefined && isBrandOf(state, party, product);
}

function isBrandOf(state: State, party: PartyId, id: bigint): boolean {
  const product = state.products.get(id);
  return product !== undefined && (product.registrant === party || product.endorsedBy === party);
}

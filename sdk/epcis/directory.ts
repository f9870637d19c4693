import type { Gln } from "../gs1/gln.js";
import type { Gtin } from "../gs1/gtin.js";
import type { Lot } from "../gs1/lot.js";
import type { Sscc } from "../gs1/sscc.js";
import type { ConsignmentId, PartyId, ProductId } from "../ids.js";
import type { Unlocode } from "../places/place.js";
import type { RoleName } from "../vocabulary.js";

/**
 * What a reader of events must know to put them in the ledger's words. Its answers are judged; undefined means that it knows none.
 */
export interface EpcisDirectory {
  /** The party whose events they are, and the role in which it writes unless an event says another. */
  readonly writer: { readonly party: PartyId; readonly role: RoleName };
  /** The place of a location: by `parsePlace`, or by `parseUnlocode` one that this release does not know. */
  placeOf(gln: Gln): Unlocode | undefined;
  /** The party of a URI such as `https://id.gs1.org/417/<GLN>`; one that comes as an EPC URI, or by another resolver, is asked for as that too. */
  partyOf(uri: string): PartyId | undefined;
  /** A consignment that is on the ledger already; those that the document creates are known by themselves. */
  consignmentOf(sscc: Sscc): ConsignmentId | undefined;
  /** The product of a GTIN; unless told, the one that the brand registered. */
  productOf?(gtin: Gtin): ProductId | undefined;
  /** The salt of a lot that is not open to guessing; unless told, none. */
  saltOfLot?(gtin: Gtin, lot: Lot): string | undefined;
  /** The salt of an SSCC that is not open to guessing; unless told, none. */
  saltOfSscc?(sscc: Sscc): string | undefined;
}

import type { Gln } from "../gs1/gln.js";
import { parseGtin } from "../gs1/gtin.js";
import type { Lot } from "../gs1/lot.js";
import type { Sscc } from "../gs1/sscc.js";
import type { BatchId, ConsignmentId, PartyId } from "../ids.js";
import type { Line } from "../line.js";
import type { Scope } from "../places/scope.js";
import type { Trace } from "../trace/trace.js";
import type { EpcisQuantity } from "./document.js";
import { batchUri, consignmentUri, glnUri, lotUri, partyUri, placeUri, ssccUri } from "./uris.js";

/** What the writer of a document knows that the ledger has only as hashes, or not at all. */
export interface EpcisNames {
  readonly ssccs?: ReadonlyMap<ConsignmentId, Sscc>;
  readonly lots?: ReadonlyMap<BatchId, Lot>;
  /** Where exactly a party was when it wrote of a place. */
  readonly siteOf?: (party: PartyId, place: Scope) => Gln | undefined;
}

/** Units that are pieces: EPCIS has a unit only for what is measured (EPCIS 2.0, section 7.3.3.3). */
const PIECES: readonly string[] = ["H87", "EA", "C62"];

/** What of a trace gives things their names. */
type KnownThings = Pick<Trace, "batches" | "products" | "parties">;

/** Names what a trace tells of, by URIs. */
export class Naming {
  readonly #trace: KnownThings;
  readonly #names: EpcisNames;

  constructor(trace: KnownThings, names: EpcisNames) {
    this.#trace = trace;
    this.#names = names;
  }

  /** The Digital Link of its SSCC; without that its id on the ledger. */
  consignment(id: ConsignmentId): string {
    const sscc = this.#names.ssccs?.get(id);
    return sscc === undefined ? consignmentUri(id) : ssccUri(sscc);
  }

  /** Lines as quantities of lots; of the product where the lot is not known. */
  quantities(lines: readonly Line[]): EpcisQuantity[] {
    return lines.map(({ batch, quantity }) => {
      const { product = 0n, unit = "" } = this.#trace.batches.get(batch) ?? {};
      const known = this.#trace.products.get(product);
      // A trace that was verified has the batches of all lines, and their products.
      const epcClass =
        known === undefined
          ? batchUri(batch)
          : lotUri({ gtin: parseGtin(known.gtin), lot: this.#names.lots?.get(batch) });
      const counted = { epcClass, quantity: Number(quantity) };
      return unit === "" || PIECES.includes(unit) ? counted : { ...counted, uom: unit };
    });
  }

  /** The party's own URI. */
  party(id: PartyId): string {
    return this.#trace.parties.get(id)?.uri ?? partyUri(id);
  }

  /** The site that is known, or the UN/LOCODE; undefined on the road. */
  place(party: PartyId, place: Scope): string | undefined {
    if (place === "") return undefined;
    const gln = this.#names.siteOf?.(party, place);
    return gln === undefined ? placeUri(place) : glnUri(gln);
  }
}

/** Names nothing but by what the ledger has: ids, numbers and UN/LOCODE. */
export const NAMELESS = new Naming({ batches: new Map(), products: new Map(), parties: new Map() }, {});

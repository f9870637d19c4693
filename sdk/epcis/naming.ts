import type { Gln } from "../gs1/gln.js";
import { parseGtin } from "../gs1/gtin.js";
import type { Lot } from "../gs1/lot.js";
import type { Sscc } from "../gs1/sscc.js";
import type { BatchId, ConsignmentId, PartyId } from "../ids.js";
import type { Line } from "../line.js";
import type { Scope } from "../places/scope.js";
import type { Trace } from "../trace/trace.js";
import type { EpcisQuantity } from "./document.js";
import { consignmentUri, glnUri, lotUri, placeUri, ssccUri } from "./uris.js";

/** What the writer of a document knows that the ledger has only as hashes, or not at all. */
export interface EpcisNames {
  readonly ssccs?: ReadonlyMap<ConsignmentId, Sscc>;
  readonly lots?: ReadonlyMap<BatchId, Lot>;
  /** Where exactly a party was when it wrote of a place. */
  readonly siteOf?: (party: PartyId, place: Scope) => Gln | undefined;
}

/** Units that are pieces: EPCIS has a unit only for what is measured (EPCIS 2.0, section 7.3.3.3). */
const PIECES: readonly string[] = ["H87", "EA", "C62"];

/** Names what a trace tells of, by URIs. */
export class Naming {
  readonly #trace: Trace;
  readonly #names: EpcisNames;

  constructor(trace: Trace, names: EpcisNames) {
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
          ? `urn:waymark:batch:${batch.slice(2)}`
          : lotUri({ gtin: parseGtin(known.gtin), lot: this.#names.lots?.get(batch) });
      const counted = { epcClass, quantity: Number(quantity) };
      return unit === "" || PIECES.includes(unit) ? counted : { ...counted, uom: unit };
    });
  }

  /** The party's own URI. */
  party(id: PartyId): string {
    return this.#trace.parties.get(id)?.uri ?? `urn:waymark:party:${id}`;
  }

  /** The site that is known, or the UN/LOCODE; undefined on the road. */
  place(party: PartyId, place: Scope): string | undefined {
    if (place === "") return undefined;
    const gln = this.#names.siteOf?.(party, place);
    return gln === undefined ? placeUri(place) : glnUri(gln);
  }
}

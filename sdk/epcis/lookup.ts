import { InvalidValueError } from "../errors/waymarkError.js";
import type { Gtin } from "../gs1/gtin.js";
import type { Lot } from "../gs1/lot.js";
import type { Sscc } from "../gs1/sscc.js";
import {
  batchId,
  consignmentId,
  consignmentKey,
  lotKey,
  productId,
  type BatchId,
  type ConsignmentId,
  type PartyId,
  type ProductId,
} from "../ids.js";
import type { Place } from "../places/place.js";
import type { EpcisDirectory } from "./directory.js";
import { readConsignment, readLot, readSite, readSscc } from "./uris.js";

/** A batch as the ledger names it. */
export interface NamedBatch {
  readonly gtin: Gtin;
  readonly lot: Lot;
  readonly product: ProductId;
  readonly lotKey: string;
  readonly batch: BatchId;
}

/** Finds what URIs name, in the caller's directory and in what the document itself creates. */
export class Lookup {
  readonly directory: EpcisDirectory;
  readonly #created = new Map<Sscc, ConsignmentId>();

  constructor(directory: EpcisDirectory) {
    this.directory = directory;
  }

  /** @throws InvalidValueError when it names no consignment, or one that nobody knows. */
  consignment(uri: string): ConsignmentId {
    const named = readConsignment(uri);
    if ("id" in named) return named.id;
    const id = this.#created.get(named.sscc) ?? this.directory.consignmentOf(named.sscc);
    return id ?? unknown(`SSCC ${named.sscc} is of no consignment that is known`, uri);
  }

  /** @throws InvalidValueError when it names no SSCC. */
  sscc(uri: string): Sscc {
    return readSscc(uri);
  }

  /** The key and the id that an SSCC gets when the writer creates it; later events of the document find it. */
  create(sscc: Sscc): { readonly key: string; readonly consignment: ConsignmentId } {
    const key = this.keyOf(sscc);
    const consignment = consignmentId(this.directory.writer.party, key);
    this.#created.set(sscc, consignment);
    return { key, consignment };
  }

  /** The key of an SSCC among those of whoever creates it. */
  keyOf(sscc: Sscc): string {
    return consignmentKey(sscc, this.directory.saltOfSscc?.(sscc));
  }

  /** @throws InvalidValueError when it names no lot of a GTIN. */
  batch(uri: string): NamedBatch {
    const { gtin, lot } = readLot(uri);
    const product = this.directory.productOf?.(gtin) ?? productId(gtin);
    const key = lotKey(lot, this.directory.saltOfLot?.(gtin, lot));
    return { gtin, lot, product, lotKey: key, batch: batchId(product, key) };
  }

  /** @throws InvalidValueError when it names no place, or a location that nobody knows. */
  place(uri: string): { readonly place: Place; readonly gln: string | undefined } {
    const site = readSite(uri);
    if ("place" in site) return { place: site.place, gln: undefined };
    const place = this.directory.placeOf(site.gln);
    return { place: place ?? unknown(`GLN ${site.gln} is of no place that the directory knows`, uri), gln: site.gln };
  }

  /** @throws InvalidValueError when the directory does not know the party. */
  party(uri: string): PartyId {
    return this.directory.partyOf(uri) ?? unknown(`${uri} is no party that the directory knows`, uri);
  }
}

function unknown(message: string, value: string): never {
  throw new InvalidValueError(`${message}.`, "Add it to the directory, or correct the event.", value);
}

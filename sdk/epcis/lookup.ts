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
import type { Unlocode } from "../places/place.js";
import type { EpcisDirectory } from "./directory.js";
import { partyUris, readConsignment, readLot, readSite, readSscc } from "./uris.js";

/** A batch as the ledger names it. */
export interface NamedBatch {
  readonly gtin: Gtin;
  readonly lot: Lot;
  readonly salt: string | undefined;
  readonly product: ProductId;
  readonly lotKey: string;
  readonly batch: BatchId;
}

/** A consignment as its creator names it. */
export interface NamedSscc {
  readonly sscc: Sscc;
  readonly salt: string | undefined;
  readonly key: string;
}

/** Finds what URIs name, in the caller's directory and in what the document itself creates. */
export class Lookup {
  readonly directory: EpcisDirectory;
  readonly #created = new Map<Sscc, ConsignmentId>();
  /** Where the document makes what. */
  readonly #made = new Map<string, string>();

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

  /**
   * The key and the id that an SSCC gets when the writer creates it; later events of the document find it.
   *
   * @param at Where the document has it.
   * @throws InvalidValueError when it names no SSCC, or the document makes that before.
   */
  create(uri: string, at: string): NamedSscc & { readonly consignment: ConsignmentId } {
    const named = this.split(uri, at);
    const consignment = consignmentId(this.directory.writer.party, named.key);
    this.#created.set(named.sscc, consignment);
    return { ...named, consignment };
  }

  /**
   * The key that an SSCC gets when units are split off as that.
   *
   * @throws InvalidValueError when it names no SSCC, or the document makes that before.
   */
  split(uri: string, at: string): NamedSscc {
    const named = this.named(uri);
    this.#make(`SSCC ${named.sscc}`, at);
    return named;
  }

  /** @throws InvalidValueError when it names no lot of a GTIN, or the document registers that before. */
  register(uri: string, at: string): NamedBatch {
    const named = this.batch(uri);
    this.#make(`lot ${named.lot} of ${named.gtin}`, at);
    return named;
  }

  /** An SSCC among those of whoever creates it. @throws InvalidValueError when it names none. */
  named(uri: string): NamedSscc {
    const sscc = readSscc(uri);
    const salt = this.directory.saltOfSscc?.(sscc);
    return { sscc, salt, key: consignmentKey(sscc, salt) };
  }

  /** @throws InvalidValueError when it names no lot of a GTIN. */
  batch(uri: string): NamedBatch {
    const { gtin, lot } = readLot(uri);
    const product = this.directory.productOf?.(gtin) ?? productId(gtin);
    const salt = this.directory.saltOfLot?.(gtin, lot);
    const key = lotKey(lot, salt);
    return { gtin, lot, salt, product, lotKey: key, batch: batchId(product, key) };
  }

  /** @throws InvalidValueError when it names no place, or a location that nobody knows. */
  place(uri: string): { readonly place: Unlocode; readonly gln: string | undefined } {
    const site = readSite(uri);
    if ("place" in site) return { place: site.place, gln: undefined };
    const place = this.directory.placeOf(site.gln);
    return { place: place ?? unknown(`GLN ${site.gln} is of no place that the directory knows`, uri), gln: site.gln };
  }

  /** @throws InvalidValueError when the directory does not know the party, by that URI nor by the Digital Link of its GLN. */
  party(uri: string): PartyId {
    const known = partyUris(uri).map((one) => this.directory.partyOf(one));
    return known.find((party) => party !== undefined) ?? unknown(`${uri} is no party that the directory knows`, uri);
  }

  /** There is one of each: made again it would be the same on the ledger, or be refused there. */
  #make(what: string, at: string): void {
    const before = this.#made.get(what);
    if (before === undefined) this.#made.set(what, at);
    else {
      throw new InvalidValueError(
        `makes the ${what} again, which ${before} makes.`,
        "Leave out the event that is there twice, or correct the name in one.",
        what,
      );
    }
  }
}

function unknown(message: string, value: string): never {
  throw new InvalidValueError(`${message}.`, "Add it to the directory, or correct the event.", value);
}

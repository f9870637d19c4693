import { lotUri, placeUri } from "../epcis/uris.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { parseGtin } from "../gs1/gtin.js";
import type { Lot } from "../gs1/lot.js";
import type { BatchId } from "../ids.js";
import { isPlace, placeEntry } from "../places/place.js";
import type { Scope } from "../places/scope.js";
import type { Trace } from "../trace/trace.js";
import type { Classification, Facility, UntpProduct } from "./types.js";

/** What the ledger does not have of products, or has only as hashes. */
export interface ProductNames {
  /** The name of a product, by its GTIN-14. */
  readonly productNames: ReadonlyMap<string, string>;
  readonly lots?: ReadonlyMap<BatchId, Lot>;
}

const GTIN_SCHEME = { type: ["IdentifierScheme"], id: "https://id.gs1.org/01/", name: "GS1 GTIN" } as const;

/**
 * A batch as UNTP has products.
 *
 * @throws InvalidValueError when the trace has no such batch, or the product no name.
 */
export function untpProduct(trace: Trace, id: BatchId, { productNames, lots }: ProductNames): UntpProduct {
  const batch = trace.batches.get(id);
  const product = batch === undefined ? undefined : trace.products.get(batch.product);
  if (batch === undefined || product === undefined) {
    throw new InvalidValueError(
      `The trace has no batch ${id}.`,
      "Name a batch of its lines: trace.batches has them.",
      id,
    );
  }
  const gtin = parseGtin(product.gtin);
  const name = productNames.get(gtin);
  if (name === undefined) {
    throw new InvalidValueError(
      `The product ${gtin} has no name.`,
      "Give it in productNames: the ledger has none.",
      gtin,
    );
  }
  const lot = lots?.get(id);
  return {
    type: ["Product"],
    id: lotUri({ gtin, lot }),
    name,
    idScheme: GTIN_SCHEME,
    modelNumber: gtin,
    ...(lot === undefined ? {} : { batchNumber: lot }),
    idGranularity: lot === undefined ? "model" : "batch",
    productCategory: [harmonizedSystem(product.hs6)],
    countryOfProduction: { countryCode: batch.origin },
  };
}

/** A Harmonized System code, which its number names well enough. */
function harmonizedSystem(hs6: number): Classification {
  const code = String(hs6).padStart(6, "0");
  return {
    type: ["Classification"],
    code,
    name: `HS ${code}`,
    schemeId: "https://www.wcoomd.org/hs/2022",
    schemeName: "Harmonized System 2022",
  };
}

/** A place as UNTP has facilities. */
export function facility(place: Scope): Facility {
  const name = isPlace(place) ? placeEntry(place).name : place;
  return { type: ["Facility"], id: placeUri(place), name, registeredId: place };
}

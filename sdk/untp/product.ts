import type { Disclosure } from "../disclosure/disclosure.js";
import type { Shown } from "../disclosure/shownIn.js";
import { lotUri, placeUri } from "../epcis/uris.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireMap, requireObject } from "../given.js";
import { parseGtin } from "../gs1/gtin.js";
import type { Lot } from "../gs1/lot.js";
import type { BatchId } from "../ids.js";
import { isPlace, placeEntry } from "../places/place.js";
import { parseScope, type Scope } from "../places/scope.js";
import type { Trace } from "../trace/trace.js";
import { stands } from "./stands.js";
import type { Classification, Facility, UntpProduct } from "./types.js";

/** What the ledger does not have of products, or has only as hashes. */
export interface ProductNames {
  /** The name of a product, by its GTIN-14. */
  readonly productNames: ReadonlyMap<string, string>;
  readonly lots?: ReadonlyMap<BatchId, Lot>;
  /**
   * What the parties disclose of batches and records, read with `parseDisclosure`: of it the place where goods were made is
   * taken (`goods.productionPlace`), which nothing else on the ledger says. What no `dataHash` proves counts for nothing.
   */
  readonly disclosures?: readonly Disclosure[];
}

/**
 * Refuses names that are none before anything is looked up in them.
 *
 * @throws InvalidValueError naming what is no map.
 */
export function requireProductNames(names: ProductNames): void {
  requireObject("set of options of a credential", names);
  requireMap("map of product names", names.productNames);
  if (names.lots !== undefined) requireMap("map of lots", names.lots);
}

const GTIN_SCHEME = { type: ["IdentifierScheme"], id: "https://id.gs1.org/01/", name: "GS1 GTIN" } as const;

/**
 * Where a batch was made, as its maker discloses of it, else the authors of origins that nobody calls wrong; undefined when
 * none does, or these name several places. Where an origin was recorded is only where the goods stood when they were ready to
 * leave, and of goods of several batches it does not say of which it speaks.
 */
export function productionPlace(trace: Trace, batch: BatchId, shown: Shown): Scope | undefined {
  const { consignment, records, batches } = trace;
  const origins = records.filter((record) => record.kind === "Origin" && stands(trace, { consignment, record }));
  const ofOrigins = origins.flatMap(
    ({ sequence }) => shown.ofStep({ consignment, sequence }).get("goods.productionPlace") ?? [],
  );
  const ofBatch = shown.ofBatch(batch).get("goods.productionPlace");
  if (ofBatch !== undefined) return parseScope(ofBatch);
  const [place, ...others] = new Set(ofOrigins);
  return place === undefined || others.length > 0 || batches.size > 1 ? undefined : parseScope(place);
}

/**
 * A batch as UNTP has products.
 *
 * @param shown What is disclosed of the trace.
 * @throws InvalidValueError when the trace has no such batch, or the product no name.
 */
export function untpProduct(
  trace: Trace,
  id: BatchId,
  { productNames, lots }: ProductNames,
  shown: Shown,
): UntpProduct {
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
  const made = productionPlace(trace, id, shown);
  return {
    type: ["Product"],
    id: lotUri({ gtin, lot }),
    name,
    idScheme: GTIN_SCHEME,
    modelNumber: gtin,
    ...(lot === undefined ? {} : { batchNumber: lot }),
    idGranularity: lot === undefined ? "model" : "batch",
    productCategory: [harmonizedSystem(product.hs6)],
    ...(made === undefined ? {} : { producedAtFacility: facility(made) }),
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

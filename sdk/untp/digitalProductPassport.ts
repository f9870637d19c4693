import { shownIn } from "../disclosure/shownIn.js";
import { batchUri } from "../epcis/uris.js";
import type { BatchId } from "../ids.js";
import type { Trace } from "../trace/trace.js";
import { credential, type CredentialOptions } from "./credential.js";
import { requireProductNames, untpProduct, type ProductNames } from "./product.js";
import type { DigitalProductPassport, Facility } from "./types.js";

/** What a passport is made with. */
export interface PassportOptions extends CredentialOptions, ProductNames {}

/**
 * A Digital Product Passport (UNTP) of a batch in a trace, with the product as its subject. It is not signed: see
 * `credential`. Where the product was made stands there as it is disclosed; else the facility, which UNTP requires, has an id that
 * says no more than that the batch was made in it, and is called "Not disclosed".
 *
 * @param trace Verify it first.
 * @throws InvalidValueError when an argument or option is none, the trace has no such batch, the options do not name its product, or what they say of the
 * credential is no URI, no moment or no version of UNTP that this release writes.
 * @example
 * const passport = digitalProductPassport(trace, batch, {
 *   id: "https://brand.example/dpp/1", issuer, validFrom: new Date(), productNames: new Map([[gtin, "Infant formula, 800 g"]]),
 * });
 */
export function digitalProductPassport(trace: Trace, batch: BatchId, options: PassportOptions): DigitalProductPassport {
  requireProductNames(options);
  const product = untpProduct(trace, batch, options, shownIn(trace, options.disclosures ?? []));
  const name = `DPP ${product.modelNumber}${product.batchNumber === undefined ? "" : ` / ${product.batchNumber}`}`;
  const subject = { ...product, producedAtFacility: product.producedAtFacility ?? undisclosedFacility(batch) };
  return credential("DigitalProductPassport", name, subject, options);
}

/** Where a batch was made, known by that alone. */
function undisclosedFacility(batch: BatchId): Facility {
  return { type: ["Facility"], id: `${batchUri(batch)}:facility`, name: "Not disclosed" };
}

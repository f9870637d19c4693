import type { BatchId } from "../ids.js";
import type { Trace } from "../trace/trace.js";
import { credential, type CredentialOptions } from "./credential.js";
import { facility, untpProduct, type ProductNames } from "./product.js";
import { stands } from "./stands.js";
import type { DigitalProductPassport } from "./types.js";

/** What a passport is made with. */
export interface PassportOptions extends CredentialOptions, ProductNames {}

/**
 * A Digital Product Passport (UNTP) of a batch in a trace, with the product as its subject. It is not signed: see
 * `credential`.
 *
 * @param trace Verify it first.
 * @throws InvalidValueError when the trace has no such batch, or the options do not name its product.
 * @example
 * const passport = digitalProductPassport(trace, batch, {
 *   id: "https://brand.example/dpp/1", issuer, validFrom: new Date(), productNames: new Map([[gtin, "Infant formula, 800 g"]]),
 * });
 */
export function digitalProductPassport(trace: Trace, batch: BatchId, options: PassportOptions): DigitalProductPassport {
  const product = untpProduct(trace, batch, options);
  // Where goods of the batch were first said to be, by a record of their origin that nobody calls wrong.
  const origin = trace.records.find((record) => record.kind === "Origin" && stands(trace, trace.consignment, record));
  const subject = origin === undefined ? product : { ...product, producedAtFacility: facility(origin.place) };
  const name = `DPP ${product.modelNumber}${product.batchNumber === undefined ? "" : ` / ${product.batchNumber}`}`;
  return credential("DigitalProductPassport", name, subject, options);
}

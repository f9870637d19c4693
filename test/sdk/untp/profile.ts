import { z } from "zod";

/**
 * The shapes of UNTP 0.7.0 credentials, as far as ours have them: written from the
 * example documents that https://untp.unece.org publishes, for no package carries its JSON schemas. Strict, so that no member of ours is unknown to it.
 */
const uri = z.url();
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const text = z.string().min(1);
const classification = z.strictObject({
  type: z.tuple([z.literal("Classification")]),
  code: text,
  name: text,
  schemeId: uri,
  schemeName: text,
});
const facility = z.strictObject({
  type: z.tuple([z.literal("Facility")]),
  id: uri,
  name: text,
  registeredId: text.optional(),
});
const product = z.strictObject({
  type: z.tuple([z.literal("Product")]),
  id: uri,
  name: text,
  idScheme: z.strictObject({ type: z.tuple([z.literal("IdentifierScheme")]), id: uri, name: text }),
  modelNumber: text,
  batchNumber: text.optional(),
  idGranularity: z.enum(["model", "batch", "item"]),
  productCategory: z.array(classification).min(1),
  producedAtFacility: facility.optional(),
  countryOfProduction: z.strictObject({ countryCode: z.string().length(2), countryName: text.optional() }),
  productionDate: z.iso.date().optional(),
});
const products = z
  .array(
    z.strictObject({
      type: z.tuple([z.literal("EventProduct")]),
      product,
      quantity: z.strictObject({ value: z.number().positive(), unit: text }),
      disposition: z.enum(["active", "inTransit"]),
    }),
  )
  .min(1);
const event = <Name extends string>(name: Name) => ({
  type: z.tuple([z.literal(name), z.literal("LifecycleEvent")]),
  id: uri,
  name: text,
  eventDate: time,
  activityType: classification,
});
const events = z.union([
  // What went in is required, be it nothing that is known.
  z.strictObject({
    ...event("MakeEvent"),
    inputProduct: z.array(z.never()),
    outputProduct: products,
    madeAtFacility: facility,
  }),
  z.strictObject({
    ...event("MoveEvent"),
    movedProduct: products,
    fromFacility: facility,
    toFacility: facility,
    consignmentId: uri,
  }),
  z.strictObject({ ...event("ModifyEvent"), modifiedProduct: products, modifiedAtFacility: facility }),
]);
const credential = <Name extends string>(name: Name) => ({
  type: z.tuple([z.literal(name), z.literal("VerifiableCredential")]),
  "@context": z.tuple([z.literal("https://www.w3.org/ns/credentials/v2"), uri]),
  id: uri,
  issuer: z.strictObject({ type: z.tuple([z.literal("CredentialIssuer")]), id: uri, name: text }),
  validFrom: time,
  name: text,
});

export const PASSPORT = z.strictObject({
  ...credential("DigitalProductPassport"),
  credentialSubject: product.required({ producedAtFacility: true }),
});
export const TRACEABILITY = z.strictObject({
  ...credential("DigitalTraceabilityEvent"),
  credentialSubject: z.array(events).min(1),
});

import * as z from "zod/mini";

import type { Field } from "../disclosure/fieldTree.js";
import type { JsonValue } from "../disclosure/jsonValue.js";
import { isCountry } from "../places/country.js";
import { ROLE_NAMES } from "../vocabulary.js";
import { MAX_EVENTS } from "./limits.js";

/** The shapes of what our profile of EPCIS 2.0 takes: less than EPCIS allows, so that all of it means something here. */

const text = z.string().check(z.minLength(1), z.maxLength(512));
const uri = z.string().check(z.maxLength(2_048), z.regex(/^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/, "Must be a URI"));
const time = z.iso.datetime({ offset: true, message: "Must be a time of ISO 8601 with its offset" }).check(
  z.refine((text) => !/\.\d*[1-9]/.test(text), "Must be a whole second: the ledger keeps no fractions"),
  z.refine((text) => !(Date.parse(text) < 0), "Must be of 1970 or later: the ledger counts seconds from then on"),
);
const epcs = z.array(uri).check(z.minLength(1), z.maxLength(200));
const country = z.string().check(z.refine(isCountry, "Must be the two capital letters of a country of ISO 3166-1"));
const offset = z.string().check(z.regex(/^[+-]((0\d|1[0-3]):[0-5]\d|14:00)$/, "Must be an offset such as +08:00"));
const action = z.enum(["ADD", "OBSERVE", "DELETE"]);
/** Whole units of the batch, so there is no unit: `uom` is refused. */
const quantity = z.strictObject({ epcClass: uri, quantity: z.int().check(z.minimum(1)) });
const value: z.ZodMiniType<JsonValue> = z.json();

export const EVENT_SHAPES = {
  type: z.enum(["ObjectEvent", "AggregationEvent", "TransformationEvent"]),
  eventID: uri,
  eventTime: time,
  eventTimeZoneOffset: offset,
  recordTime: z.iso.datetime({ offset: true }),
  action,
  bizStep: text,
  disposition: text,
  location: z.strictObject({ id: uri }),
  epcs,
  uri,
  quantities: z.array(quantity).check(z.minLength(1), z.maxLength(64)),
  /** Of a batch, with the unit in which it is counted from then on. */
  batchQuantity: z
    .array(
      z.strictObject({
        epcClass: uri,
        quantity: z.int().check(z.minimum(1)),
        uom: z.optional(z.string().check(z.regex(/^[A-Z0-9]{2,3}$/))),
      }),
    )
    .check(z.length(1, "Must be one batch")),
  ilmd: z.strictObject({
    "cbvmda:lotNumber": z.optional(text),
    "cbvmda:countryOfOrigin": country,
    "cbvmda:itemExpirationDate": z.optional(z.iso.date()),
  }),
  transactions: z.array(z.strictObject({ type: text, bizTransaction: uri })).check(z.minLength(1), z.maxLength(64)),
  sources: z.array(z.strictObject({ type: z.enum(["owning_party"]), source: uri })).check(z.length(1)),
  destinations: z
    .array(z.strictObject({ type: z.enum(["owning_party", "possessing_party"]), destination: uri }))
    .check(z.minLength(1), z.maxLength(2)),
  errorDeclaration: z.strictObject({
    declarationTime: time,
    reason: z.enum(["did_not_occur", "incorrect_data"]),
    correctiveEventIDs: z.optional(z.array(uri).check(z.maxLength(MAX_EVENTS))),
  }),
  word: z.string().check(z.regex(/^[A-Z][A-Za-z]{1,31}$/, "Must be a word of the ledger")),
  role: z.enum(ROLE_NAMES),
  country,
  hash: z.string().check(z.regex(/^0x[0-9a-f]{64}$/, "Must be 0x and 64 small hexadecimal digits")),
  fields: z
    .array(z.strictObject({ path: text, value }))
    .check(z.minLength(1), z.maxLength(256)) satisfies z.ZodMiniType<Field[]>,
} as const;

/** Types of EPCIS events that say whether something is added, seen or taken out. */
const WITH_ACTION: readonly string[] = ["ObjectEvent", "AggregationEvent", "TransactionEvent", "AssociationEvent"];

/** What every EPCIS event has (EPCIS 2.0, section 7.4), whatever it is about: the rest of it is not judged here. */
export const ANY_EVENT = z
  .looseObject({
    type: z.union([z.enum([...WITH_ACTION, "TransformationEvent"]), uri]),
    eventTime: z.iso.datetime({ offset: true }),
    eventTimeZoneOffset: offset,
    action: z.optional(action),
  })
  .check(
    z.refine((event) => event.action !== undefined || !WITH_ACTION.includes(event.type), {
      path: ["action"],
      message: "Must be one of ADD, OBSERVE, DELETE",
    }),
  );

import * as z from "zod";

import type { Field } from "../disclosure/fieldTree.js";
import type { JsonValue } from "../disclosure/jsonValue.js";
import { isCountry } from "../places/country.js";
import { ROLE_NAMES } from "../vocabulary.js";
import { MAX_EVENTS } from "./limits.js";

/** The shapes of what our profile of EPCIS 2.0 takes: less than EPCIS allows, so that all of it means something here. */

const text = z.string().min(1).max(512);
const uri = z
  .string()
  .max(2_048)
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/, "Must be a URI");
const time = z.iso
  .datetime({ offset: true, message: "Must be a time of ISO 8601 with its offset" })
  .refine((text) => !/\.\d*[1-9]/.test(text), "Must be a whole second: the ledger keeps no fractions")
  .refine((text) => !(Date.parse(text) < 0), "Must be of 1970 or later: the ledger counts seconds from then on");
const epcs = z.array(uri).min(1).max(200);
const country = z.string().refine(isCountry, "Must be the two capital letters of a country of ISO 3166-1");
const offset = z.string().regex(/^[+-]((0\d|1[0-3]):[0-5]\d|14:00)$/, "Must be an offset such as +08:00");
const action = z.enum(["ADD", "OBSERVE", "DELETE"]);
/** Whole units of the batch, so there is no unit: `uom` is refused. */
const quantity = z.strictObject({ epcClass: uri, quantity: z.int().min(1) });
const value: z.ZodType<JsonValue> = z.json();

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
  quantities: z.array(quantity).min(1).max(64),
  /** Of a batch, with the unit in which it is counted from then on. */
  batchQuantity: z
    .array(
      z.strictObject({
        epcClass: uri,
        quantity: z.int().min(1),
        uom: z
          .string()
          .regex(/^[A-Z0-9]{2,3}$/)
          .optional(),
      }),
    )
    .length(1, "Must be one batch"),
  ilmd: z.strictObject({
    "cbvmda:lotNumber": text.optional(),
    "cbvmda:countryOfOrigin": country,
    "cbvmda:itemExpirationDate": z.iso.date().optional(),
  }),
  transactions: z
    .array(z.strictObject({ type: text, bizTransaction: uri }))
    .min(1)
    .max(64),
  sources: z.array(z.strictObject({ type: z.enum(["owning_party"]), source: uri })).length(1),
  destinations: z
    .array(z.strictObject({ type: z.enum(["owning_party", "possessing_party"]), destination: uri }))
    .min(1)
    .max(2),
  errorDeclaration: z.strictObject({
    declarationTime: time,
    reason: z.enum(["did_not_occur", "incorrect_data"]),
    correctiveEventIDs: z.array(uri).max(MAX_EVENTS).optional(),
  }),
  word: z.string().regex(/^[A-Z][A-Za-z]{1,31}$/, "Must be a word of the ledger"),
  role: z.enum(ROLE_NAMES),
  country,
  hash: z.string().regex(/^0x[0-9a-f]{64}$/, "Must be 0x and 64 small hexadecimal digits"),
  fields: z
    .array(z.strictObject({ path: text, value }))
    .min(1)
    .max(256) satisfies z.ZodType<Field[]>,
} as const;

/** Types of EPCIS events that say whether something is added, seen or taken out. */
const WITH_ACTION: readonly string[] = ["ObjectEvent", "AggregationEvent", "TransactionEvent", "AssociationEvent"];

/** What every EPCIS event has (EPCIS 2.0, section 7.4), whatever it is about: the rest of it is not judged here. */
export const ANY_EVENT = z
  .looseObject({
    type: z.enum([...WITH_ACTION, "TransformationEvent"]).or(uri),
    eventTime: z.iso.datetime({ offset: true }),
    eventTimeZoneOffset: offset,
    action: action.optional(),
  })
  .refine((event) => event.action !== undefined || !WITH_ACTION.includes(event.type), {
    path: ["action"],
    message: "Must be one of ADD, OBSERVE, DELETE",
  });

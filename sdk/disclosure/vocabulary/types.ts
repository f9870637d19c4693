import * as z from "zod/mini";

/**
 * The types of fields. They say how a value is written, and no more: a container number with a wrong check digit may be
 * shown, for it is what the record says.
 */
const decimal = z.number();
const magnitude = decimal.check(z.minimum(0));
const within = (limit: number) => decimal.check(z.minimum(-limit), z.maximum(limit));
const unit = z.string().check(z.regex(/^[A-Z0-9]{2,3}$/, "Must be a UN/CEFACT Recommendation 20 code, such as KGM"));
const time = z.iso.datetime({ offset: true, message: "Must be a time of ISO 8601 with its offset" });

/**
 * What a field may hold, by the name that the tables of the documentation give it: schemas of zod/mini, which has no words of its
 * own for what is wrong. `misfitOf` has.
 */
export const FIELD_TYPES = {
  /** Any text that is not empty. */
  text: z.string().check(z.minLength(1), z.maxLength(1_000)),
  /** A finite number, in the unit that the vocabulary gives the field. */
  decimal,
  /** A finite number from 0, in the unit that the vocabulary gives the field: a weight, a volume. */
  magnitude,
  /** A whole number from 0. */
  count: z.int().check(z.minimum(0)),
  /** A day: YYYY-MM-DD. */
  date: z.iso.date(),
  /** A time of ISO 8601 with its offset, such as 2026-11-04T20:00:00Z. */
  time,
  /** 32 bytes, as 0x and 64 hexadecimal digits: keccak256 or SHA-256 of a document. */
  hash: z.string().check(z.regex(/^0x[0-9a-f]{64}$/i, "Must be 0x and 64 hexadecimal digits")),
  /** A country: ISO 3166-1 alpha-2. */
  country: z.string().check(z.regex(/^[A-Z]{2}$/, "Must be two capital letters (ISO 3166-1)")),
  /** A UN/LOCODE of five characters. */
  place: z.string().check(z.regex(/^[A-Z]{2}[A-Z2-9]{3}$/, "Must be a UN/LOCODE, such as CNSHG")),
  /** A Harmonized System code: its six digits, and up to six more of a national tariff. */
  hsCode: z.string().check(z.regex(/^\d{6,12}$/, "Must be 6 to 12 digits")),
  /** An IMO ship number: seven digits, the first not 0. */
  imo: z.string().check(z.regex(/^[1-9]\d{6}$/, "Must be the seven digits of an IMO number, the first not 0")),
  /** A freight container: ISO 6346, four letters and seven digits. */
  container: z
    .string()
    .check(z.regex(/^[A-Z]{3}[UJZ]\d{7}$/, "Must be a container number of ISO 6346, such as CSQU3054383")),
  /** A GLN: thirteen digits. */
  gln: z.string().check(z.regex(/^\d{13}$/, "Must be the 13 digits of a GLN")),
  /** A party: an absolute URI, such as https://id.gs1.org/417/<GLN>. */
  party: z.string().check(z.regex(/^[a-z][a-z0-9+.-]*:\S+$/i, "Must be a URI")),
  /** A quantity and its unit. */
  quantity: z.strictObject({ value: magnitude, unit }),
  /** What an instrument read, in the unit that the vocabulary gives the field, and when. */
  reading: z.strictObject({ value: decimal, at: time }),
  /** What was measured in an inspection: its name, value and unit. */
  measurement: z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(200)), value: decimal, unit }),
  /** An amount as decimal digits, so that no cent is lost, and its currency (ISO 4217). */
  money: z.strictObject({
    amount: z.string().check(z.regex(/^\d+(\.\d+)?$/, "Must be decimal digits in a string")),
    currency: z.string().check(z.regex(/^[A-Z]{3}$/, "Must be a currency of ISO 4217")),
  }),
  /** A point (WGS 84, decimal degrees, north and east positive). */
  position: z.strictObject({ latitude: within(90), longitude: within(180) }),
} as const;

/** The name of a type of fields. */
export type FieldType = keyof typeof FIELD_TYPES;

/** What a field of a type holds. */
export type ValueOfType<Type extends FieldType> = z.infer<(typeof FIELD_TYPES)[Type]>;

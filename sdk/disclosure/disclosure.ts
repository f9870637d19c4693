import { isHexString } from "ethers";
import * as z from "zod/mini";

import { requireBounded } from "../documents/bounds.js";
import { parseDocument } from "../documents/problem.js";
import { requireObject } from "../given.js";
import { MAX_FIELDS, type Field, type ShownField } from "./fieldTree.js";
import { MAX_PATH_LENGTH } from "./fieldPath.js";
import type { JsonValue } from "./jsonValue.js";
import type { RecordSecret } from "./recordSecret.js";

/** What has the `dataHash`: a step of a consignment, a batch or a product, on one ledger. */
export type DisclosureSubject = SubjectLedger &
  (
    | {
        /** 32 bytes. */
        readonly consignment: string;
        /** The step's number in its history: 1 is the creation. */
        readonly sequence: number;
      }
    | { /** 32 bytes. */ readonly batch: string }
    | { /** The product id as decimal digits. */ readonly product: string }
  );

/** A ledger. */
export interface SubjectLedger {
  /** EIP-155 number of the chain, as decimal digits. */
  readonly chainId: string;
  /** Address of the ledger, 20 bytes; in a document in small letters. */
  readonly ledger: string;
}

interface DisclosureBase {
  readonly type: "WaymarkDisclosure";
  /** Of this format. */
  readonly version: 1;
  readonly about: DisclosureSubject;
  /** The root that the fields are shown of, 32 bytes; whether the ledger has it there is for the reader to compare. */
  readonly dataHash: string;
}

/** Some fields of a record, each proved by itself: nothing is said of the others but about how many there are. */
export interface PartialDisclosure extends DisclosureBase {
  readonly shows: "some";
  readonly fields: readonly ShownField[];
}

/** All fields of a record. Whoever has it can show any of them to others. */
export interface WholeDisclosure extends DisclosureBase {
  readonly shows: "all";
  readonly fields: readonly Field[];
  readonly secret: RecordSecret;
}

/** A JSON document that shows fields of something on the ledger to its reader. */
export type Disclosure = PartialDisclosure | WholeDisclosure;

const bytes = (count: number) => {
  const form = new RegExp(`^0x[0-9a-f]{${2 * count}}$`);
  return z.string().check(z.regex(form, `Must be 0x and ${2 * count} small hexadecimal digits`));
};
const digits = z.string().check(z.regex(/^(0|[1-9]\d{0,77})$/, "Must be decimal digits"));
const path = z.string().check(z.minLength(1), z.maxLength(MAX_PATH_LENGTH));
/** Any JSON: what of it cannot be hashed is found when it is verified. */
const value: z.ZodMiniType<JsonValue> = z.json();
const proof = z.array(bytes(32)).check(z.maxLength(Math.log2(MAX_FIELDS)));

const ledger = { chainId: digits, ledger: bytes(20) };
const about: z.ZodMiniType<DisclosureSubject> = z.union([
  z.strictObject({ ...ledger, consignment: bytes(32), sequence: z.int().check(z.minimum(1), z.maximum(0xff_ff_ff)) }),
  z.strictObject({ ...ledger, batch: bytes(32) }),
  z.strictObject({ ...ledger, product: digits }),
]);
const base = { type: z.literal("WaymarkDisclosure"), version: z.literal(1), about, dataHash: bytes(32) };

const DISCLOSURE: z.ZodMiniType<Disclosure> = z.discriminatedUnion("shows", [
  z.strictObject({
    ...base,
    shows: z.literal("some"),
    fields: z
      .array(z.strictObject({ path, value, salt: bytes(32), proof }))
      .check(z.minLength(1), z.maxLength(MAX_FIELDS)),
  }),
  z.strictObject({
    ...base,
    shows: z.literal("all"),
    fields: z.array(z.strictObject({ path, value })).check(z.minLength(1), z.maxLength(MAX_FIELDS)),
    secret: bytes(32),
  }),
]);

/**
 * What a disclosure is about, as a document has it: bytes in small letters, however they were given.
 *
 * @throws DocumentRefused with every place in it that is wrong, such as the chain's number as a bigint.
 */
export function subjectInDocument(given: DisclosureSubject): DisclosureSubject {
  requireObject("subject of a disclosure", given);
  const members = Object.entries(given).map(([name, member]): [string, unknown] => [
    name,
    isHexString(member) ? member.toLowerCase() : member,
  ]);
  return parseDocument("subject of the disclosure", about, Object.fromEntries(members));
}

/** More than a record of as many fields as there may be can have, at their usual sizes. */
const BOUNDS = { values: 100_000, characters: 4_000_000 };

/**
 * Reads a disclosure that came from elsewhere. That it is well formed says nothing of whether it is true: see
 * `verifyDisclosure`.
 *
 * @param document What `JSON.parse` gave.
 * @throws DocumentRefused with every place in it that is wrong.
 * @example const disclosure = parseDisclosure(JSON.parse(text));
 */
export function parseDisclosure(document: unknown): Disclosure {
  requireBounded("disclosure", document, BOUNDS);
  return parseDocument("disclosure", DISCLOSURE, document);
}

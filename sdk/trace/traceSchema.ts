import * as z from "zod/mini";

import { safeParse } from "../documents/schema.js";
import type { Scope } from "../places/scope.js";
import { Kind, namesOf, Role } from "../vocabulary.js";
import type { KindName } from "./journey.js";
import type { Trace } from "./trace.js";

/**
 * The JSON form of a trace: what `toPlain` makes of one. It asks for every member and its type; whether the ledger can have
 * recorded the values, verifying finds out and tells in the trade's own words.
 */

/** An object with these members and no other. One that JSON left out is there again, as undefined. */
function whole<Shape extends Readonly<Record<string, z.ZodMiniType>>>(shape: Shape) {
  type Whole = { [Name in keyof Shape]: z.output<Shape[Name]> };
  return z.pipe(
    z.strictObject(shape),
    z.transform((read) => {
      const members: Readonly<Record<string, unknown>> = read;
      // The schema has just read each of these names.
      return Object.fromEntries(Object.keys(shape).map((name) => [name, members[name]])) as Whole;
    }),
  );
}

/**
 * A list, read up to the first that is wrong in it: of a million wrong ones, of a server that means harm, every problem would
 * be kept.
 */
const list = <Item>(item: z.ZodMiniType<Item>) =>
  z.pipe(
    z.array(z.unknown()),
    z.transform((given, { issues }) => {
      const read: Item[] = [];
      for (const [index, value] of given.entries()) {
        const { data, error } = safeParse(item, value);
        if (error !== undefined) {
          // Issues that are finished are taken as they are.
          const found = error.issues.map((issue) => ({ ...issue, path: [index, ...issue.path], input: value }));
          issues.push(...(found as typeof issues));
          return z.NEVER;
        }
        read.push(data);
      }
      return read;
    }),
  );

const hex = (bytes: number) => {
  const form = new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`);
  return z.string().check(z.regex(form, `Must be 0x and ${2 * bytes} hexadecimal digits`));
};
const bytes32 = hex(32);
const count = z.int().check(z.minimum(0));
const digits = z.string().check(z.regex(/^(0|[1-9]\d{0,77})$/, "Must be decimal digits, at most 78"));
const bigint = z.pipe(
  z.strictObject({ bigint: digits }),
  z.transform((plain) => BigInt(plain.bigint)),
);
const map = <Key, Value>(key: z.ZodMiniType<Key>, value: z.ZodMiniType<Value>) =>
  z.pipe(
    z.strictObject({ map: list(z.tuple([key, value])) }),
    z.transform((plain) => new Map(plain.map)),
  );
// A place that is none is found where it is held against the ledger.
const scope = z.pipe(
  z.string(),
  z.transform((text) => text as Scope),
);
const kind = z.enum(namesOf(Kind).filter((name): name is KindName => name !== "None"));

const log = whole({ block: count, index: count, transaction: bytes32, nonce: z.optional(bigint) });
const lines = list(whole({ batch: bytes32, quantity: bigint, items: bytes32 }));
const absorbed = list(whole({ consignment: bytes32, head: bytes32 }));
const first = {
  sequence: z.literal(1),
  creator: bigint,
  key: bytes32,
  dataHash: bytes32,
  signer: bytes32,
  recordedAt: count,
  word: bigint,
  lines,
  log,
};
const creation = whole({
  type: z.literal("Creation"),
  ...first,
  place: scope,
  destination: z.string(),
  container: z.optional(count),
});
const derivation = whole({
  type: z.literal("Derivation"),
  ...first,
  party: bigint,
  from: bytes32,
  fromHead: bytes32,
  release: bytes32,
});
const record = whole({
  type: z.literal("Record"),
  sequence: count,
  kind,
  party: bigint,
  role: z.enum(namesOf(Role)),
  basis: z.enum(["own", "reported"]),
  place: scope,
  occurredAt: count,
  recordedAt: count,
  detail: count,
  detailName: z.optional(z.string()),
  basedOn: bytes32,
  dataHash: bytes32,
  next: bigint,
  principal: bigint,
  signer: bytes32,
  before: bigint,
  particulars: z.optional(whole({ lines, document: bytes32, items: bytes32 })),
  part: z.optional(whole({ consignment: bytes32, key: bytes32, dataHash: bytes32, lines })),
  children: z.optional(absorbed),
  about: z.optional(count),
  undoes: z.optional(whole({ lines, word: bigint })),
  undoneBy: z.optional(count),
  log,
});
const inOut = { sequence: count, container: bytes32, containerHead: bytes32, before: bigint, word: bigint, log };
const packing = whole({ type: z.literal("Packing"), ...inOut });
const unpacking = whole({ type: z.literal("Unpacking"), ...inOut, around: bytes32, outer: absorbed });
const removal = whole({
  type: z.literal("Removal"),
  sequence: count,
  consignment: bytes32,
  head: bytes32,
  before: bigint,
  word: bigint,
  log,
});

const journey = {
  consignment: bytes32,
  steps: list(z.discriminatedUnion("type", [creation, derivation, record, packing, unpacking, removal])),
  creation: z.discriminatedUnion("type", [creation, derivation]),
  records: list(record),
};

/** Reads a trace in its JSON form; its problems are at places in the JSON. */
export const TRACE_SCHEMA: z.ZodMiniType<Trace> = whole({
  chainId: bigint,
  ledger: hex(20),
  block: count,
  ...journey,
  inside: list(whole(journey)),
  parts: list(bytes32),
  batches: map(
    bytes32,
    whole({
      product: bigint,
      maker: bigint,
      lotKey: bytes32,
      quantity: bigint,
      unit: z.string(),
      origin: z.string(),
      expiry: count,
      itemsRoot: bytes32,
      dataHash: bytes32,
    }),
  ),
  products: map(
    bigint,
    whole({
      registrant: bigint,
      gtin: z.string(),
      hs6: count,
      dataHash: bytes32,
      confirmed: z.boolean(),
      endorsedBy: bigint,
    }),
  ),
  recalls: list(
    whole({
      kind: z.enum(["Product", "Batch", "Consignment"]),
      subject: bytes32,
      placer: bigint,
      country: z.string(),
      dataHash: bytes32,
      signer: bytes32,
      log,
    }),
  ),
  parties: map(bigint, whole({ uri: z.string(), controller: z.string() })),
});

import * as z from "zod/mini";

import { encode } from "../documents/schema.js";
import type { ConsignmentId } from "../ids.js";
import { isScope, type Scope } from "../places/scope.js";
import { basisOf } from "../trace/basisOf.js";
import { detailName } from "../trace/detailName.js";
import type { KindName, TraceRecord, TraceStep } from "../trace/journey.js";
import { Kind, Role } from "../vocabulary.js";

/**
 * A step of the ledger as it travels in an event: everything that its hash is made of, and what its logs say beside. Numbers
 * that JSON may not hold exactly are decimal digits in strings; what there is none of is null.
 */
export interface LedgerStep {
  /** EIP-155 number of the chain. */
  readonly chainId: bigint;
  /** Address of the ledger. */
  readonly ledger: string;
  readonly consignment: ConsignmentId;
  readonly step: TraceStep;
}

const digits = z.string().check(z.regex(/^(0|[1-9]\d{0,77})$/, "Must be decimal digits"));

/** JSON on the left, what the SDK has on the right. */
const decimal = (bits: bigint) =>
  z.codec(digits, z.bigint().check(z.maximum((1n << bits) - 1n)), { decode: BigInt, encode: String });
const maybe = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.union([z.codec(z.null(), z.undefined(), { decode: () => undefined, encode: () => null }), schema]);
const bytes = (count: number) => {
  const form = new RegExp(`^0x[0-9a-f]{${2 * count}}$`);
  return z.string().check(z.regex(form, `Must be 0x and ${2 * count} small hexadecimal digits`));
};
const uint = (bits: number) => z.int().check(z.minimum(0), z.maximum(2 ** bits - 1));

const [hash, time, party, word] = [bytes(32), uint(40), decimal(32n), decimal(256n)];
const sequence = uint(24).check(z.minimum(1));
const place = z.custom<Scope>(
  (text: unknown) => typeof text === "string" && isScope(text),
  "Must be a UN/LOCODE or a country",
);
const kind = z.custom<KindName>((name: unknown) => name !== "None" && isIn(Kind, name), "Must be a kind of record");
const role = z.custom<keyof typeof Role>((name: unknown) => isIn(Role, name), "Must be a role");
const lines = z.array(z.strictObject({ batch: hash, quantity: decimal(64n), items: hash })).check(z.maxLength(64));
const absorbed = z.array(z.strictObject({ consignment: hash, head: hash })).check(z.maxLength(200));
const log = z.strictObject({ block: uint(48), index: uint(32), transaction: hash, nonce: maybe(decimal(256n)) });

const first = {
  sequence: z.literal(1),
  creator: party,
  key: hash,
  dataHash: hash,
  signer: hash,
  recordedAt: time,
  word,
  lines,
  log,
};
const creation = z.strictObject({
  ...first,
  type: z.literal("Creation"),
  place,
  destination: z.string().check(z.regex(/^([A-Z]{2})?$/, "Must be two capital letters, or empty for a container")),
  container: maybe(uint(32)),
});
const derivation = z.strictObject({
  ...first,
  type: z.literal("Derivation"),
  party,
  from: hash,
  fromHead: hash,
  release: hash,
});
const recordFields = z.strictObject({
  type: z.literal("Record"),
  sequence,
  kind,
  party,
  role,
  place,
  occurredAt: time,
  recordedAt: time,
  detail: uint(8),
  basedOn: hash,
  dataHash: hash,
  next: party,
  principal: party,
  signer: hash,
  before: word,
  particulars: maybe(z.strictObject({ lines, document: hash, items: hash })),
  part: maybe(z.strictObject({ consignment: hash, key: hash, dataHash: hash, lines })),
  children: maybe(absorbed),
  about: maybe(sequence),
  undoes: maybe(z.strictObject({ lines, word })),
  undoneBy: maybe(sequence),
  log,
});
const moved = { sequence, before: word, word, log };
const packing = z.strictObject({ ...moved, type: z.literal("Packing"), container: hash, containerHead: hash });
const unpacking = z.strictObject({
  ...moved,
  type: z.literal("Unpacking"),
  container: hash,
  containerHead: hash,
  around: hash,
  outer: absorbed,
});
const removal = z.strictObject({ ...moved, type: z.literal("Removal"), consignment: hash, head: hash });

const STEP = z.strictObject({
  chainId: decimal(256n),
  ledger: bytes(20),
  consignment: hash,
  step: z.discriminatedUnion("type", [creation, derivation, recordFields, packing, unpacking, removal]),
});

/** A step as JSON. */
export type LedgerStepJson = z.input<typeof STEP>;

/** Reads a step from JSON. */
export const LEDGER_STEP = z.pipe(
  STEP,
  z.transform(({ step, ...whose }): LedgerStep => {
    if (step.type !== "Record") return { ...whose, step };
    const basis = basisOf(step.kind, step.role);
    return { ...whose, step: { ...step, basis, detailName: detailName(step.kind, step.detail) } };
  }),
);

/**
 * Writes a step as JSON.
 *
 * @throws when the step holds a value that the ledger cannot have recorded.
 */
export function stepToJson({ step, ledger, ...rest }: LedgerStep): LedgerStepJson {
  const plain = step.type === "Record" ? withoutDerived(step) : step;
  // The schema copies what it encodes; it takes mutable lists only because it makes them.
  return encode(STEP, structuredClone({ ...rest, ledger: ledger.toLowerCase(), step: plain }) as z.output<typeof STEP>);
}

/** What the kind, the role and the detail say already. */
function withoutDerived(record: TraceRecord): Omit<TraceRecord, "basis" | "detailName"> {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- they are taken out
  const { basis, detailName: _, ...rest } = record;
  return rest;
}

function isIn(vocabulary: object, name: unknown): boolean {
  return typeof name === "string" && Object.hasOwn(vocabulary, name);
}

import { InvalidValueError } from "../errors/waymarkError.js";
import { requireList, requireObject } from "../given.js";
import { MerkleTree } from "../merkle/merkleTree.js";
import { fieldLeaf } from "./fieldLeaf.js";
import { misfitOf, parseFieldPath } from "./fieldPath.js";
import { fieldSalt } from "./fieldSalt.js";
import { canonicalJson, type JsonValue } from "./jsonValue.js";
import type { RecordSecret } from "./recordSecret.js";

/** One thing that a record says beside what the ledger has in clear. */
export interface Field {
  /** A name of the vocabulary, or a URI of the writer's own: see `parseFieldPath`. */
  readonly path: string;
  readonly value: JsonValue;
}

/** A field with what it takes to prove it. */
export interface ShownField extends Field {
  /** 32 bytes. */
  readonly salt: string;
  /** The siblings from its leaf up to the root, 32 bytes each. */
  readonly proof: readonly string[];
}

/** Fields of one record; with 1,024 of them a proof has ten hashes. */
export const MAX_FIELDS = 1_024;

/** The salted tree of a record's fields. Its root is the record's `dataHash`. */
export class FieldTree {
  readonly fields: readonly Field[];
  readonly #secret: RecordSecret;
  readonly #tree: MerkleTree;

  /**
   * Takes fields as they are, whatever their names: see {@link fieldTree} for those that are to be written.
   *
   * @throws InvalidValueError when a path is there twice, a value is no JSON, there are none or more than 1,024, or the
   * secret does not have 32 bytes.
   */
  constructor(fields: readonly Field[], secret: RecordSecret) {
    requireCount(fields);
    requireDistinct(fields);
    this.fields = fields;
    this.#secret = secret;
    this.#tree = new MerkleTree(fields.map((field) => this.#leafOf(field)));
  }

  /** The root: 32 bytes, what the record has as its `dataHash`. */
  get dataHash(): string {
    return this.#tree.root;
  }

  /**
   * One field with its salt and its proof.
   *
   * @throws InvalidValueError when the record has no such field.
   */
  show(path: string): ShownField {
    const field = this.fields.find((one) => one.path === path);
    const proof = field === undefined ? undefined : this.#tree.proofOf(this.#leafOf(field));
    if (field === undefined || proof === undefined) {
      throw new InvalidValueError(
        `The record has no field "${path}".`,
        `Name one of ${this.fields.map((one) => one.path).join(", ")}.`,
        path,
      );
    }
    return { ...field, salt: fieldSalt(this.#secret, path), proof };
  }

  #leafOf({ path, value }: Field): string {
    return fieldLeaf(path, value, fieldSalt(this.#secret, path));
  }
}

/**
 * The tree of fields that are to be written: their paths are of the vocabulary or URIs, and their values of the types that
 * the vocabulary says.
 *
 * @param secret A new one for every record: {@link newRecordSecret}.
 * @throws InvalidValueError when that is not so.
 * @example
 * const tree = fieldTree([{ path: "transport.vesselImo", value: "9074729" }], newRecordSecret());
 * const checkpoint = { ...rest, dataHash: tree.dataHash };
 */
export function fieldTree(fields: readonly Field[], secret: RecordSecret): FieldTree {
  requireFields(fields);
  return new FieldTree(fields, secret);
}

/**
 * Refuses fields that cannot be written.
 *
 * @throws InvalidValueError when a path is none or is there twice, a value is no JSON or not of the type that the vocabulary
 * says, or there are none or more than 1,024.
 */
export function requireFields(fields: readonly Field[]): void {
  requireFieldList(fields);
  requireCount(fields);
  requireDistinct(fields);
  for (const { path, value } of fields) {
    parseFieldPath(path);
    canonicalJson(value);
    const misfit = misfitOf(path, value);
    if (misfit === undefined) continue;
    throw new InvalidValueError(
      `The value of ${path} ${misfit}.`,
      "Write it as the vocabulary says (docs/disclosures.md), or under a URI of your own.",
      value,
    );
  }
}

/** @throws InvalidValueError when it is no list of objects. */
export function requireFieldList(fields: readonly Field[]): void {
  requireList("set of fields", fields);
  for (const field of fields) requireObject("field", field);
}

function requireCount({ length }: readonly Field[]): void {
  if (length > 0 && length <= MAX_FIELDS) return;
  throw new InvalidValueError(
    `A record cannot have ${length} fields: it has 1 to ${MAX_FIELDS}.`,
    "A record with nothing more to say has 32 zero bytes as its dataHash; put the hash of a long document in one field.",
    length,
  );
}

function requireDistinct(fields: readonly Field[]): void {
  const seen = new Set<string>();
  for (const { path } of fields) {
    if (seen.has(path)) {
      throw new InvalidValueError(
        `The field "${path}" is there twice.`,
        "Give each field once; where the vocabulary allows several, number them.",
        path,
      );
    }
    seen.add(path);
  }
}

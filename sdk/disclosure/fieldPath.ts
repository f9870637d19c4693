import { safeParse } from "../documents/schema.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import { FIELDS, isFieldName, type FieldName } from "./vocabulary/fields.js";
import type { FieldDefinition } from "./vocabulary/definition.js";
import { FIELD_TYPES } from "./vocabulary/types.js";

/** Characters of a path. */
export const MAX_PATH_LENGTH = 256;
/** Names of one's own are absolute URIs, so that nobody's words clash with those of another, nor with later ones of ours. */
const OWN = /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/;
const NUMBERED = /^([A-Za-z.]+)\[(0|[1-9]\d{0,3})\]$/;

/** A path taken apart: a field of the vocabulary, or a name of the writer's own. */
export type FieldPath =
  | { readonly name: FieldName; readonly definition: FieldDefinition; readonly index: number | undefined }
  | { readonly name: undefined };

/**
 * Reads the path of a field: a name of the vocabulary, numbered where there may be several (`equipment.seal[0]`), or an
 * absolute URI of the writer's own (`https://brand.example/voc/colour`).
 *
 * @throws InvalidValueError when it is neither.
 */
export function parseFieldPath(path: string): FieldPath {
  requireText("path of a field", path);
  const read = readFieldPath(path);
  if (typeof read !== "string") return read;
  throw new InvalidValueError(
    `"${path.slice(0, MAX_PATH_LENGTH)}" is no path of a field: ${read}.`,
    "Take a name of the vocabulary (docs/disclosures.md), or a URI of your own such as https://brand.example/voc/colour.",
    path,
  );
}

/**
 * What is wrong with the value of a field, in a few words; undefined when it is of the type that the vocabulary gives it, or
 * the vocabulary of this release has no such field.
 *
 * @example misfitOf("transport.vesselImo", 9074729) // "is no imo: Invalid input: expected string, received number"
 */
export function misfitOf(path: string, value: unknown): string | undefined {
  const read = readFieldPath(path);
  if (typeof read === "string" || read.name === undefined) return undefined;
  const result = safeParse(FIELD_TYPES[read.definition.type], value);
  return result.success ? undefined : `is no ${read.definition.type}: ${result.error.issues[0]?.message ?? ""}`;
}

/** The path taken apart, or why it is none. */
function readFieldPath(path: string): FieldPath | string {
  if (path.length > MAX_PATH_LENGTH) return `it has more than ${MAX_PATH_LENGTH} characters`;
  if (OWN.test(path)) return { name: undefined };
  const [, numbered, digits] = NUMBERED.exec(path) ?? [];
  const name = numbered ?? path;
  if (!isFieldName(name)) return "the vocabulary has no such field";
  const definition: FieldDefinition = FIELDS[name];
  if (definition.repeats === true && digits === undefined) return `there may be several, so number it: ${name}[0]`;
  if (definition.repeats !== true && digits !== undefined) return "there is only one";
  return { name, definition, index: digits === undefined ? undefined : Number(digits) };
}

import { COMMERCE_FIELDS } from "./commerce.js";
import { CUSTOMS_FIELDS } from "./customs.js";
import type { JsonValue } from "../jsonValue.js";
import type { FieldDefinition, FieldDefinitions, FieldSubject } from "./definition.js";
import { GOODS_FIELDS } from "./goods.js";
import { INSPECTION_FIELDS } from "./inspection.js";
import { TRANSPORT_FIELDS } from "./transport.js";
import type { ValueOfType } from "./types.js";

/** Every field that has a name of its own, by its path. The documentation has them as a table. */
export const FIELDS = {
  ...GOODS_FIELDS,
  ...TRANSPORT_FIELDS,
  ...CUSTOMS_FIELDS,
  ...INSPECTION_FIELDS,
  ...COMMERCE_FIELDS,
} as const satisfies FieldDefinitions;

/** The path of a field of the vocabulary, without a number. */
export type FieldName = keyof typeof FIELDS;

/** What a field of the vocabulary holds. */
export type FieldValue<Name extends FieldName> = ValueOfType<(typeof FIELDS)[Name]["type"]>;

/** A field that somebody named by an absolute URI of its own, such as `https://brand.example/voc/colour`. */
export type OwnFieldName = `${string}:${string}`;

/** What a field holds: of its type when it is of the vocabulary, else any JSON. */
export type DisclosedValue<Name extends FieldName | OwnFieldName> = Name extends FieldName
  ? FieldValue<Name>
  : JsonValue;

/**
 * The fields that are expected with something.
 *
 * @example fieldsFor("Departed")[0] // "goods.grossWeight"
 */
export function fieldsFor(subject: FieldSubject): FieldName[] {
  return FIELD_NAMES.filter((name) => {
    const { on }: FieldDefinition = FIELDS[name];
    return on.includes(subject);
  });
}

/** Whether the vocabulary has a field of this name. */
export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

/** The names, in the order of the tables. */
export const FIELD_NAMES: readonly FieldName[] = Object.keys(FIELDS).filter(isFieldName);

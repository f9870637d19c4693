import { safeParse } from "../documents/schema.js";
import type { JsonValue } from "./jsonValue.js";
import { FIELDS, type FieldName, type FieldValue } from "./vocabulary/fields.js";
import { FIELD_TYPES } from "./vocabulary/types.js";

/** Fields of one record that were shown and proved. What was not shown may be there all the same, unless `whole`. */
export class ShownFields {
  /** By path. */
  readonly values: ReadonlyMap<string, JsonValue>;
  /** Whether the record has no other fields. */
  readonly whole: boolean;

  constructor(values: ReadonlyMap<string, JsonValue> = new Map(), whole = false) {
    this.values = values;
    this.whole = whole;
  }

  /**
   * A field of the vocabulary, typed.
   *
   * @returns undefined when it was not shown, or has a value of another type than the vocabulary gives it.
   * @example shown.get("transport.vesselImo") // "9074729"
   */
  get<Name extends FieldName>(name: Name): FieldValue<Name> | undefined {
    return this.#typed(name, name);
  }

  /**
   * The fields of a name that may be there several times, in the order of their numbers: those that were shown and are of
   * their type.
   *
   * @example shown.all("equipment.seal") // ["ML-NZ0001"]
   */
  all<Name extends FieldName>(name: Name): FieldValue<Name>[] {
    const numbers = [...this.values.keys()].flatMap((path) =>
      path.startsWith(`${name}[`) ? [Number(path.slice(name.length + 1, -1))] : [],
    );
    return numbers.sort((a, b) => a - b).flatMap((number) => this.#typed(name, `${name}[${number}]`) ?? []);
  }

  #typed<Name extends FieldName>(name: Name, path: string): FieldValue<Name> | undefined {
    const result = safeParse(FIELD_TYPES[FIELDS[name].type], this.values.get(path));
    // The schema that the name stands for has just said so; TypeScript does not follow an index by a type parameter.
    return result.success ? (result.data as FieldValue<Name>) : undefined;
  }
}

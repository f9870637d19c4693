import { InvalidValueError } from "../../sdk/errors.js";
import { UsageError } from "../usageError.js";

/** A value in a scenario file with the path to it, such as `records[3].place`, which every complaint about it names. */
export class Field {
  constructor(
    readonly path: string,
    private readonly value: unknown,
  ) {}

  /** Whether anything is written here. */
  get isPresent(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** Whether a list is written here. */
  get isList(): boolean {
    return Array.isArray(this.value);
  }

  /** Whether `key: value` lines are written here. */
  get isMapping(): boolean {
    return typeof this.value === "object" && this.value !== null && !this.isList;
  }

  /** The same place in the file with nothing written there. */
  unnamed(): Field {
    return new Field(this.path, undefined);
  }

  /** The entries of a mapping, whose keys are of the file's own choice. */
  entries(): [string, Field][] {
    return Object.entries(this.mapping()).map(([key, value]) => [key, new Field(this.pathOf(key), value)]);
  }

  /** The entries of a mapping by name; any other key is a mistake. */
  only<Key extends string>(...keys: readonly Key[]): Record<Key, Field> {
    const mapping = this.mapping();
    for (const key of Object.keys(mapping)) {
      if (!keys.some((known) => known === key)) {
        throw this.wrong(`"${key}" means nothing here`, `Use only ${keys.join(", ")}.`);
      }
    }
    const fields = keys.map((key) => [key, new Field(this.pathOf(key), mapping[key])]);
    // One field for each key, by the line above.
    return Object.fromEntries(fields) as Record<Key, Field>;
  }

  /** The items of a list. */
  items(): Field[] {
    if (!Array.isArray(this.value))
      throw this.wrong("a list is expected", "Write one item a line, each after a hyphen.");
    return this.value.map((item: unknown, index) => new Field(`${this.path}[${index}]`, item));
  }

  text(): string {
    if (typeof this.value === "string" && this.value !== "") return this.value;
    if (!this.isPresent || this.value === "") throw this.wrong("nothing is written", "Fill it in.");
    throw this.wrong(
      "text is expected",
      "Put it in quotes: YAML takes bare digits for a number and drops leading zeros.",
    );
  }

  /** A whole number of 1 or more. */
  count(): bigint {
    if (typeof this.value === "number" && Number.isSafeInteger(this.value) && this.value > 0) return BigInt(this.value);
    throw this.wrong("a whole number of 1 or more is expected", "Write digits alone, without quotes or separators.");
  }

  flag(): boolean {
    if (!this.isPresent) return false;
    if (typeof this.value === "boolean") return this.value;
    throw this.wrong("true or false is expected", "Write one of the two, without quotes.");
  }

  /** One of the names given. */
  oneOf<Name extends string>(names: readonly Name[]): Name {
    const text = this.text();
    const name = names.find((candidate) => candidate === text);
    if (name === undefined) throw this.wrong(`"${text}" is not known here`, `Write one of ${names.join(", ")}.`);
    return name;
  }

  /** What a parser of the SDK makes of the text; its refusal then says where. */
  as<Value>(parse: (text: string) => Value): Value {
    const text = this.text();
    return this.check(() => parse(text));
  }

  /** Runs a check of the SDK whose refusal is about this field. */
  check<Value>(run: () => Value): Value {
    try {
      return run();
    } catch (error) {
      if (error instanceof InvalidValueError) throw scenarioError(this.path, error.message, error.toDo, error);
      throw error;
    }
  }

  /** The error that says what is wrong with this field: half a sentence, and what to do about it. */
  wrong(what: string, toDo: string): UsageError {
    return scenarioError(this.path, `${what}.`, toDo);
  }

  private pathOf(key: string): string {
    return this.path === "" ? key : `${this.path}.${key}`;
  }

  private mapping(): Record<string, unknown> {
    if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value)) {
      throw this.wrong("a mapping is expected", "Write indented `key: value` lines.");
    }
    // An object that is no list has text for keys; what they lead to is unknown until it is read.
    return this.value as Record<string, unknown>;
  }
}

function scenarioError(path: string, message: string, toDo: string, cause?: unknown): UsageError {
  const where = path === "" ? "scenario" : path;
  return new UsageError("ScenarioInvalid", `${where}: ${message}`, toDo, { values: { path }, cause });
}

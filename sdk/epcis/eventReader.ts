import type * as z from "zod/mini";

import { jsonPath, problemsOf, type DocumentProblem } from "../documents/problem.js";
import { safeParse } from "../documents/schema.js";
import { WaymarkError } from "../errors/waymarkError.js";

/**
 * Takes an event apart. What nobody asked for in the end is refused, so that nothing an event says is passed over.
 */
export class EventReader {
  readonly #event: ReadonlyMap<string, unknown>;
  readonly #path: readonly PropertyKey[];
  readonly #problems: DocumentProblem[];
  readonly #taken = new Set<string>();

  constructor(event: object, path: readonly PropertyKey[], problems: DocumentProblem[]) {
    this.#event = new Map(Object.entries(event));
    this.#path = path;
    this.#problems = problems;
  }

  get path(): string {
    return jsonPath(this.#path);
  }

  has(name: string): boolean {
    return this.#event.has(name);
  }

  /** A member that must be there; undefined, with a problem, when it is not or is not as it must be. */
  required<Value>(name: string, schema: z.core.$ZodType<Value>): Value | undefined {
    if (!this.has(name)) this.refuse([name], "is missing");
    return this.optional(name, schema);
  }

  /** A member that may be there. */
  optional<Value>(name: string, schema: z.core.$ZodType<Value>): Value | undefined {
    this.#taken.add(name);
    if (!this.has(name)) return undefined;
    const parsed = safeParse(schema, this.#event.get(name));
    if (parsed.success) return parsed.data;
    this.#problems.push(...problemsOf(parsed.error, [...this.#path, name]));
    return undefined;
  }

  /** A value made of a member; undefined, with the reason as a problem, when that cannot be. */
  convert<Value>(at: readonly PropertyKey[], make: () => Value): Value | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof WaymarkError)) throw error;
      this.refuse(at, error.message.replace(/\.$/, ""));
      return undefined;
    }
  }

  refuse(at: readonly PropertyKey[], reason: string): void {
    this.#problems.push({ path: this.pathTo(at), reason });
  }

  /** Where the document has something of the event. */
  pathTo(at: readonly PropertyKey[]): string {
    return jsonPath([...this.#path, ...at]);
  }

  /** Refuses what was not taken. */
  finish(what: string): void {
    for (const name of this.#event.keys()) {
      if (!this.#taken.has(name)) this.refuse([name], `does not go with ${what}`);
    }
  }
}

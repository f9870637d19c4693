import { DocumentRefused } from "./problem.js";

/** How big a document may be. */
export interface DocumentBounds {
  /** Values in it: every string, number, array, object counts. */
  readonly values: number;
  /** Characters of its strings and names, together. */
  readonly characters: number;
}

/** How deep arrays and objects may stand in each other. */
const MAX_DEPTH = 32;
/** Members of one object: no form has so many, and each that is unknown would be told. */
const MAX_MEMBERS = 1_000;

/**
 * Refuses a document that is bigger than its readers take, before they do any work on it: what comes in costs its sender
 * nothing.
 *
 * @param what What it should be, such as "disclosure".
 * @param document What `JSON.parse` gave.
 * @throws DocumentRefused saying which bound it exceeds.
 */
export function requireBounded(what: string, document: unknown, bounds: DocumentBounds): void {
  let { values, characters } = bounds;
  let level: unknown[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) refuse(`is deeper than ${MAX_DEPTH}`);
    values -= level.length;
    if (values < 0) refuse(`has more than ${bounds.values} values`);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === "string") characters -= value.length;
      if (typeof value !== "object" || value === null) continue;
      if (!Array.isArray(value)) {
        const names = Object.keys(value);
        if (names.length > MAX_MEMBERS) refuse(`has an object with more than ${MAX_MEMBERS} members`);
        for (const name of names) characters -= name.length;
      }
      // One by one: a list of millions does not fit in the arguments of a call.
      for (const inner of Object.values(value)) next.push(inner);
    }
    if (characters < 0) refuse(`has more than ${bounds.characters} characters`);
    level = next;
  }

  function refuse(reason: string): never {
    throw new DocumentRefused(what, [{ path: "$", reason }]);
  }
}

import { parseScope, type Scope } from "../../sdk/places/scope.js";

/** The word for the widest scope, which is empty on the ledger. */
export const ANYWHERE = "anywhere";

/**
 * A scope as it is given on the command line: a place ("CNSHG"), a country ("CN") or "anywhere".
 *
 * @throws InvalidValueError when it is none.
 */
export function scopeTerm(text: string): Scope {
  return parseScope(text === ANYWHERE ? "" : text);
}

/** A scope in words. */
export function scopeWords(scope: string): string {
  return scope === "" ? ANYWHERE : scope;
}

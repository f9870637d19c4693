import canonicalizer from "canonicalize";

import { InvalidValueError } from "../errors/waymarkError.js";

/** The package is a CommonJS module that is a function, whose types say that it has one. */
const canonicalize = canonicalizer as unknown as (value: JsonValue) => string;

/** A JSON value (RFC 8259). */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** Characters of canonical JSON that a field may have. */
const MAX_LENGTH = 8_192;
/** How deep arrays and objects may stand in each other. */
const MAX_DEPTH = 16;

/**
 * A JSON value in the one spelling that RFC 8785 gives it, which is what is hashed.
 *
 * A number is an IEEE 754 double there. What it cannot hold exactly, such as a declaration number of 18 digits, would
 * become another number, so integers beyond 2^53 − 1 are refused: write them as strings, which stay as they are.
 *
 * @throws InvalidValueError when the value is no JSON, has more than 8,192 characters, or is deeper than 16.
 * @example canonicalJson({ unit: "KGM", value: 4.50 }) // '{"unit":"KGM","value":4.5}'
 */
export function canonicalJson(value: JsonValue): string {
  requireJson(value, MAX_DEPTH);
  const text = canonicalize(value);
  if (text.length <= MAX_LENGTH) return text;
  throw new InvalidValueError(
    `A value has ${text.length} characters as canonical JSON: a field takes ${MAX_LENGTH}.`,
    "Give the hash of the document instead, or several fields.",
    value,
  );
}

/** Half of a surrogate pair, which is no Unicode (RFC 8785 §3.2.2.2). */
const HALF_PAIR = /\p{Surrogate}/u;

/** Refuses what JSON would tell as something else: dates, maps, members undefined or left out, inexact numbers, halves of characters. */
function requireJson(value: unknown, depth: number): void {
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string") {
    if (HALF_PAIR.test(value)) throw notJson(value, `${JSON.stringify(value)} holds half of a character`);
    return;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw notJson(value, `${value} is no number of JSON`);
    if (!Number.isInteger(value) || Number.isSafeInteger(value)) return;
    throw new InvalidValueError(
      `The number ${value} is beyond 2^53 − 1, where numbers of JSON are no longer exact.`,
      "Write it as a string: digits in quotes stay as they are.",
      value,
    );
  }
  if (typeof value !== "object") throw notJson(value, `it has something of the type ${typeof value}`);
  if (depth === 0) throw notJson(value, `it is deeper than ${MAX_DEPTH}`);
  if (!Array.isArray(value) && !isPlain(value)) throw notJson(value, `it has a ${value.constructor.name}`);
  // Many readers of JSON leave it out, or take it for something else: nobody could be shown what it holds.
  if (Object.hasOwn(value, "__proto__")) throw notJson(value, "it has a member __proto__");
  const parts: unknown[] = Array.isArray(value) ? Array.from<unknown>(value) : Object.entries(value).flat();
  for (const part of parts) requireJson(part, depth - 1);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function notJson(value: unknown, reason: string): InvalidValueError {
  return new InvalidValueError(
    `A value cannot be told in JSON: ${reason}.`,
    "Give strings, finite numbers, true, false, null, or arrays and plain objects of these.",
    value,
  );
}

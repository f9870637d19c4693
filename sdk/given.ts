/** What a caller without a compiler may give in place of what is asked for. */
import { hexlify, isBytesLike, type BytesLike } from "ethers";

import { propertyOf } from "./errors/revertData.js";
import { shown } from "./errors/shown.js";
import { InvalidValueError } from "./errors/waymarkError.js";

const AS_TYPED = "Give it as the SDK's types say.";

/** @throws InvalidValueError when it is no text. */
export function requireText(what: string, given: unknown): asserts given is string {
  if (typeof given !== "string") throw wrongForm(what, given, "text");
}

/** @throws InvalidValueError when it is no list. */
export function requireList(what: string, given: unknown): asserts given is readonly unknown[] {
  if (!Array.isArray(given)) throw wrongForm(what, given, "a list");
}

/** @throws InvalidValueError when it is no object with fields. */
export function requireObject(what: string, given: unknown): asserts given is object {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw wrongForm(what, given, "an object with its fields");
  }
}

/** @throws InvalidValueError when it is no map. */
export function requireMap(what: string, given: unknown): asserts given is ReadonlyMap<unknown, unknown> {
  if (!(given instanceof Map)) throw wrongForm(what, given, "a Map");
}

/** @throws InvalidValueError when it is no function. */
export function requireFunction(what: string, given: unknown): void {
  if (typeof given !== "function") throw wrongForm(what, given, "a function");
}

/**
 * As {@link requireObject}, of what has a secret or leads to one: text in its place may be the secret itself, such as a private
 * key where its signer is asked for, and the error, which may end in a log, does not repeat it.
 *
 * @throws InvalidValueError when it is no object with fields.
 */
export function requireHolder(what: string, given: unknown): asserts given is object {
  if (typeof given !== "string") {
    requireObject(what, given);
    return;
  }
  throw new InvalidValueError(`Text is no ${what}: that is an object with its fields.`, AS_TYPED, "(not shown)");
}

/** @throws InvalidValueError when it is no object that can do this: a signer, a key, a provider. */
export function requireMethod(what: string, given: unknown, method: string): void {
  requireHolder(what, given);
  if (typeof propertyOf(given, method) !== "function") throw wrongForm(what, given, `an object with ${method}()`);
}

/**
 * Who ends something early, if anybody does. Found out before anything begins: what is none fails in the middle of it.
 *
 * @throws InvalidValueError when it is no AbortSignal, such as the controller that has one.
 */
export function requireSignal(given: AbortSignal | undefined): void {
  if (given === undefined) return;
  requireMethod("AbortSignal", given, "addEventListener");
  if (typeof given.aborted !== "boolean") throw wrongForm("AbortSignal", given, "the signal of an AbortController");
}

/** Bytes as ethers takes them, or as browsers give them. */
export type GivenBytes = BytesLike | ArrayBuffer;

/**
 * Bytes of any length as the ledger takes them.
 *
 * @param what What they are, such as "signer".
 * @returns 0x and two hexadecimal digits each.
 * @throws InvalidValueError when they are none.
 */
export function givenBytes(what: string, given: GivenBytes): string {
  const bytes = given instanceof ArrayBuffer ? new Uint8Array(given) : given;
  if (isBytesLike(bytes)) return hexlify(bytes);
  throw wrongForm(what, given, "bytes, in hexadecimal, as a Uint8Array or an ArrayBuffer");
}

function wrongForm(what: string, given: unknown, form: string): InvalidValueError {
  return new InvalidValueError(`${capitalized(shown(given))} is no ${what}: that is ${form}.`, AS_TYPED, given);
}

function capitalized(text: string): string {
  return /^(a|an) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

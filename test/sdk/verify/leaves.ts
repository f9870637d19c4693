import { ZeroHash } from "ethers";

import type { Trace } from "../../../sdk/trace/trace.js";
import { Kind, namesOf, Role } from "../../../sdk/vocabulary.js";

/** One value in a trace. */
export interface Leaf {
  /** Where it is, such as "records.3.place". */
  readonly path: string;
  readonly value: unknown;
  /** Makes it another value of the same type. */
  readonly change: (by: number) => void;
  /** Puts a value in its place. */
  readonly put: (value: unknown) => void;
}

/** Values that the ledger does not keep and no head binds: where a log was found, and how far was read. */
const UNBOUND = /^block$|\blog\.|^recalls\.\d+\.(dataHash|signer)$/;
/** What is told a second time, from the steps. */
const VIEWS = /(^|\.)(records|creation)\b/;

/** Every value of a trace that must be as it is, each of which can be changed. */
export function leavesOf(trace: Trace): Leaf[] {
  return [...walk(trace, "")].filter(({ path }) => !UNBOUND.test(path) && !VIEWS.test(path));
}

/** Every value that is told a second time, each of which can be changed. */
export function viewLeavesOf(trace: Trace): Leaf[] {
  return [...walk(trace, "")].filter(({ path }) => VIEWS.test(path));
}

/** Every value that the ledger does not keep, each of which can be changed. */
export function unboundLeavesOf(trace: Trace): Leaf[] {
  return [...walk(trace, "")].filter(({ path }) => UNBOUND.test(path));
}

function* walk(node: object, path: string): Generator<Leaf> {
  const entries: [unknown, unknown][] =
    node instanceof Map ? [...(node as Map<unknown, unknown>)] : Object.entries(node);
  for (const [key, value] of entries) {
    const at = path === "" ? String(key) : `${path}.${String(key)}`;
    if (typeof value === "object" && value !== null) yield* walk(value, at);
    // The keys of a Map are met again in what refers to them; its values are objects.
    else {
      const put = (other: unknown): void => {
        Object.assign(node, { [String(key)]: other });
      };
      const change = (by: number): void => {
        put(another(key, value, by));
      };
      yield { path: at, value, change, put };
    }
  }
}

/** What stands where there was nothing. */
const SOMETHING: Readonly<Record<string, unknown>> = {
  particulars: { lines: [], document: ZeroHash, items: ZeroHash },
  part: { consignment: ZeroHash, key: ZeroHash, dataHash: ZeroHash, lines: [] },
  children: [],
  undoes: { lines: [], word: 1n },
  about: 2,
  undoneBy: 3,
  container: 1,
};

/** Another value of the same type; where there was none, some. */
function another(key: unknown, value: unknown, by: number): unknown {
  if (typeof value === "bigint") return value ^ (1n << BigInt(by % 32));
  if (typeof value === "number") return value + by;
  if (typeof value === "boolean") return !value;
  if (typeof value !== "string") return SOMETHING[String(key)] ?? "Other";
  if (value.startsWith("0x")) return changeDigit(value, by);
  for (const words of [namesOf(Kind), namesOf(Role)] as const) {
    const index = (words as string[]).indexOf(value);
    if (index >= 0) return words[(index + 1 + (by % (words.length - 1))) % words.length];
  }
  if (value === "own" || value === "reported") return value === "own" ? "reported" : "own";
  if (value === "") return "CNSHG";
  // Text: another letter somewhere.
  const at = by % value.length;
  const letter = value[at] === "A" ? "B" : "A";
  return `${value.slice(0, at)}${letter}${value.slice(at + 1)}`;
}

function changeDigit(hex: string, by: number): string {
  const at = 2 + (by % (hex.length - 2));
  const digit = (parseInt(hex.charAt(at), 16) + 1 + (by % 15)) % 16;
  return `${hex.slice(0, at)}${digit.toString(16)}${hex.slice(at + 1)}`;
}

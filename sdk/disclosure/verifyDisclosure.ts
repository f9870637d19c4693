import { WaymarkError } from "../errors/waymarkError.js";
import { rootFrom } from "../merkle/merkleTree.js";
import type { Disclosure } from "./disclosure.js";
import { fieldLeaf } from "./fieldLeaf.js";
import { misfitOf } from "./fieldPath.js";
import { FieldTree, type Field, type ShownField } from "./fieldTree.js";
import type { JsonValue } from "./jsonValue.js";

/** What a disclosure proves. */
export interface DisclosureVerdict {
  /** Whether every field in it is one of those that the author committed to. */
  readonly holds: boolean;
  /** The fields that are, by their paths. They are what the author wrote then; whether that is true is another matter. */
  readonly shown: ReadonlyMap<string, JsonValue>;
  /** Whether there are no other fields. */
  readonly whole: boolean;
  /** Paths, among those shown, whose values are not of the type that the vocabulary gives them. */
  readonly misfits: readonly string[];
  /** What is wrong, one plain sentence each. */
  readonly problems: readonly string[];
}

/**
 * Holds a disclosure against the `dataHash` that the ledger has. Nothing is read and nobody is trusted.
 *
 * @param dataHash Of the step, batch or product that the disclosure is about, from a trace that was verified.
 * @example
 * const { holds, shown } = verifyDisclosure(disclosure, record.dataHash);
 * if (holds) console.log(shown.get("transport.vesselName"));
 */
export function verifyDisclosure(disclosure: Disclosure, dataHash: string): DisclosureVerdict {
  const expected = dataHash.toLowerCase();
  const problems: string[] = [];
  if (disclosure.dataHash.toLowerCase() !== expected) {
    problems.push(`The disclosure is of the dataHash ${disclosure.dataHash}, and the ledger has ${dataHash}.`);
  }
  const proved = disclosure.shows === "all" ? proveAll(disclosure, expected) : proveEach(disclosure.fields, expected);
  const shown = new Map<string, JsonValue>();
  const seen = new Set<string>();
  for (const { path, value } of proved.fields) {
    if (seen.has(path)) {
      // Which of two values the author stands by nobody can know: neither counts.
      proved.problems.push(`The field "${path}" is shown twice.`);
      shown.delete(path);
    } else shown.set(path, value);
    seen.add(path);
  }
  problems.push(...proved.problems);
  const holds = problems.length === 0;
  return {
    holds,
    shown,
    whole: holds && disclosure.shows === "all",
    misfits: [...shown].filter(([path, value]) => misfitOf(path, value) !== undefined).map(([path]) => path),
    problems,
  };
}

interface Proved {
  readonly fields: readonly Field[];
  readonly problems: string[];
}

/** The whole tree, from the secret: one field altered, left out or added gives another root. */
function proveAll({ fields, secret }: Extract<Disclosure, { shows: "all" }>, dataHash: string): Proved {
  const tree = compute(() => new FieldTree(fields, secret));
  if (typeof tree === "string") return { fields: [], problems: [tree] };
  if (tree.dataHash === dataHash) return { fields, problems: [] };
  return { fields: [], problems: ["The fields and the secret do not give the dataHash that the ledger has."] };
}

function proveEach(fields: readonly ShownField[], dataHash: string): Proved {
  const proved: Field[] = [];
  const problems: string[] = [];
  for (const { path, value, salt, proof } of fields) {
    const root = compute(() => ({ hash: rootFrom(fieldLeaf(path, value, salt), proof) }));
    if (typeof root === "string") problems.push(`The field "${path}": ${root}`);
    else if (root.hash !== dataHash) problems.push(`The field "${path}" is not proved to be one of the record's.`);
    else proved.push({ path, value });
  }
  return { fields: proved, problems };
}

/** The result, or why there is none: a disclosure comes from anywhere. */
function compute<Result extends object>(computation: () => Result): Result | string {
  try {
    return computation();
  } catch (error) {
    return error instanceof WaymarkError ? error.message : "It holds a value of another form than a disclosure has.";
  }
}

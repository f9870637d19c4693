import { InvalidValueError } from "../errors/waymarkError.js";
import { requireList, requireObject, requireText } from "../given.js";
import { rootFrom } from "../merkle/merkleTree.js";
import type { Disclosure } from "./disclosure.js";
import { fieldLeaf } from "./fieldLeaf.js";
import { misfitOf } from "./fieldPath.js";
import { FieldTree, type Field, type ShownField } from "./fieldTree.js";
import type { JsonValue } from "./jsonValue.js";
import { isRecordSecret } from "./recordSecret.js";
import { en, zh, type Text } from "../text.js";

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
  readonly problems: readonly Text[];
}

/**
 * Holds a disclosure against the `dataHash` that the ledger has. Nothing is read and nobody is trusted.
 *
 * @param disclosure As `parseDisclosure` gives it.
 * @param dataHash Of the step, batch or product that the disclosure is about, from a trace that was verified.
 * @throws InvalidValueError when it is no disclosure at all, or the dataHash no text.
 * @example
 * const { holds, shown } = verifyDisclosure(disclosure, record.dataHash);
 * if (holds) console.log(shown.get("transport.vesselName"));
 */
export function verifyDisclosure(disclosure: Disclosure, dataHash: string): DisclosureVerdict {
  requireObject("disclosure", disclosure);
  for (const hash of [dataHash, disclosure.dataHash]) requireText("dataHash", hash);
  requireList("set of fields that are shown", disclosure.fields);
  const expected = dataHash.toLowerCase();
  const problems: Text[] = [];
  if (disclosure.dataHash.toLowerCase() !== expected) {
    problems.push({
      en: en`The disclosure is of the dataHash ${disclosure.dataHash}, and the ledger has ${dataHash}.`,
      zh: zh`所披露数据的哈希为${disclosure.dataHash}，而账本上为${dataHash}。`,
    });
  }
  const proved = disclosure.shows === "all" ? proveAll(disclosure, expected) : proveEach(disclosure.fields, expected);
  const shown = new Map<string, JsonValue>();
  const seen = new Set<string>();
  for (const { path, value } of proved.fields) {
    if (seen.has(path)) {
      // Which of two values the author stands by nobody can know: neither counts.
      proved.problems.push({ en: en`The field "${path}" is shown twice.`, zh: zh`字段“${path}”被出示两次。` });
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
  readonly problems: Text[];
}

/** The whole tree, from the secret: one field altered, left out or added gives another root. */
function proveAll({ fields, secret }: Extract<Disclosure, { shows: "all" }>, dataHash: string): Proved {
  const tree = isRecordSecret(secret) ? compute(() => new FieldTree(fields, secret)) : NO_FORM;
  if (!(tree instanceof FieldTree)) {
    return { fields: [], problems: [{ en: en`Nothing is proved: ${tree}.`, zh: zh`未能证明任何内容：${tree}。` }] };
  }
  if (tree.dataHash === dataHash) return { fields, problems: [] };
  const differs: Text = {
    en: "The fields and the secret do not give the dataHash that the ledger has.",
    zh: "由所示字段及其密值算出的数据哈希与账本不符。",
  };
  return { fields: [], problems: [differs] };
}

function proveEach(fields: readonly ShownField[], dataHash: string): Proved {
  const proved: Field[] = [];
  const problems: Text[] = [];
  for (const { path, value, salt, proof } of fields) {
    const root = compute(() => rootFrom(fieldLeaf(path, value, salt), proof));
    if (root === dataHash) proved.push({ path, value });
    else {
      const why = typeof root === "string" ? NO_FIELD_OF_IT : root;
      problems.push({ en: en`The field "${path}" is not proved: ${why}.`, zh: zh`字段“${path}”未获证明：${why}。` });
    }
  }
  return { fields: proved, problems };
}

const NO_FIELD_OF_IT: Text = { en: "it is none of the record's", zh: "它不是该记录的字段" };
/** There are none or too many, one is there twice, or a value cannot be told exactly: no record was written so. */
const NO_RECORD: Text = { en: "no record can hold what is shown", zh: "所示内容不可能为任何记录所载" };
const NO_FORM: Text = { en: "it has another form than a disclosure", zh: "其格式不是披露文件的格式" };

/** The result, or why there is none: a disclosure comes from anywhere. */
function compute<Result extends string | FieldTree>(computation: () => Result): Result | Text {
  try {
    return computation();
  } catch (error) {
    return error instanceof InvalidValueError ? NO_RECORD : NO_FORM;
  }
}

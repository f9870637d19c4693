import { expect } from "chai";

import { FIELD_NAMES } from "../../sdk/disclosure/vocabulary/fields.js";
import type { Text } from "../../sdk/text.js";
import type { Trace } from "../../sdk/trace/trace.js";

/** Punctuation of Chinese. */
const MARKS = "，。；：、（）“”？";

/** What both languages write alike: URIs, ids and hashes, places in a document, data, and fields of the vocabulary. */
const NAMES = [
  String.raw`(?:did|https?|urn):[^\s${MARKS}";,)]*[^\s${MARKS}";,).:]`,
  "0x[0-9a-fA-F]+|…",
  String.raw`\$[\w.[\]']*[\w\]]`,
  String.raw`\{[^}]*\}`,
  ...FIELD_NAMES.map((name) => name.replace(".", String.raw`\.`)),
].join("|");

/** Words and numbers in Latin letters and digits. */
const TOKENS = /[\p{Script=Latin}\p{Nd}](?:[\p{Script=Latin}\p{Nd}./:-]*[\p{Script=Latin}\p{Nd}])?/gu;

/** A code of a standard: capital letters and digits, such as NZTRG, H87, UTC or UN/LOCODE; and a number. */
const CODE = /^[A-Z\d]+(?:[./:-][A-Z\d]+)*$/;
const UNITS = ["kg"];

/** Called by letters in one language and by words in the other: the Harmonized System, and this software. */
const ONE_LANGUAGE = ["HS", "SDK"];

/** Names of those whom a trace tells of. */
export function namesIn({ parties }: Trace): string[] {
  return [...parties.values()].flatMap(({ uri, controller }) => [uri, controller]);
}

/**
 * Expects a sentence in Chinese to be Chinese, but for names and codes, and to name what the English one names.
 *
 * @param names Names from the facts, which stand in a sentence as they are.
 */
export function expectBothLanguages({ en, zh }: Text, names: readonly string[] = []): void {
  const both = `${en}\n${zh}`;
  expect(en, both).to.match(/^\S.*[.?]$/);
  expect(en, both).not.to.match(/\p{Script=Han}|undefined|\[object/u);
  expect(zh, both).to.match(/^[^\s].*[。？]$/);
  expect(zh, both).not.to.match(
    new RegExp(String.raw`[\p{Script=Han}${MARKS}] [\p{Script=Han}${MARKS}]|undefined`, "u"),
  );
  const [english, chinese] = [readIn(en, names), readIn(zh, names)];
  const foreign = chinese.words.filter((word) => !CODE.test(word) && !UNITS.includes(word));
  expect(foreign, `words that are not Chinese:\n${both}`).to.deep.equal([]);
  expect(valuesOf(chinese), `values that are not those of the English sentence:\n${both}`).to.deep.equal(
    valuesOf(english),
  );
}

interface Read {
  readonly names: readonly string[];
  readonly words: readonly string[];
}

function readIn(sentence: string, names: readonly string[]): Read {
  const literal = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const pattern = new RegExp([...literal.sort((a, b) => b.length - a.length), NAMES].join("|"), "gu");
  const found = sentence.match(pattern) ?? [];
  return { names: found, words: sentence.replace(pattern, " ").match(TOKENS) ?? [] };
}

/** Names, codes and numbers, each once. */
function valuesOf({ names, words }: Read): string[] {
  const codes = words.filter((word) => CODE.test(word) && /\d|../.test(word) && !ONE_LANGUAGE.includes(word));
  return [...new Set([...names, ...codes])].sort();
}

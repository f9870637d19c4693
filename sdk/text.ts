/** One plain sentence, or words within one, in English and in Chinese. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** What may stand within a sentence: words of both languages, or what both write alike, such as a number or an id. */
export type Words = Text | string | number | bigint;

/**
 * A sentence, or words, in English.
 *
 * @example en`${carrier} left ${place}.`
 */
export function en(literals: TemplateStringsArray, ...words: readonly Words[]): string {
  return literals.reduce((text, literal, index) => `${text}${wordsIn("en", words[index - 1])}${literal}`);
}

/**
 * A sentence, or words, in Chinese. Between a Chinese character and a Latin letter or digit stands a space, and nowhere else:
 * write none at the ends of words that are put in.
 *
 * @example zh`货物由${carrier}从${place}启运。`
 */
export function zh(literals: TemplateStringsArray, ...words: readonly Words[]): string {
  return literals.reduce((text, literal, index) => joined(joined(text, wordsIn("zh", words[index - 1])), literal));
}

/** Several, one after the other: with commas in English, with 、 in Chinese. */
export function listed(words: readonly Words[]): Text {
  return {
    en: words.map((one) => wordsIn("en", one)).join(", "),
    zh: words.map((one) => wordsIn("zh", one)).join("、"),
  };
}

/** Sentences, one after the other. */
export function sentences(texts: readonly Text[]): Text {
  return { en: texts.map((text) => text.en).join(" "), zh: texts.map((text) => text.zh).join("") };
}

function wordsIn(language: keyof Text, words: Words | undefined): string {
  return typeof words === "object" ? words[language] : String(words);
}

/** A border between a Chinese character and Latin writing, the signs of ASCII included. */
const BORDER = /^(?:\p{Script=Han}[!-~\p{Script=Latin}\p{Nd}]|[!-~\p{Script=Latin}\p{Nd}]\p{Script=Han})$/u;

function joined(before: string, after: string): string {
  const border = `${before.slice(-1)}${after.slice(0, 1)}`;
  return `${before}${BORDER.test(border) ? " " : ""}${after}`;
}

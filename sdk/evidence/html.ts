import type { Text } from "../text.js";

/** Words in both languages, for HTML; once where both write the same. */
export function both({ en: english, zh: chinese }: Text): string {
  return english === chinese ? escape(english) : `${escape(english)} · <span lang="zh">${escape(chinese)}</span>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for HTML; characters that turn the direction of writing, or show nothing, are made visible: nobody hides in them. */
export function escape(text: string): string {
  return text
    .replace(
      /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
      (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
    )
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Code, such as an id, that is told once for both languages. */
export function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

/** A table for people; each cell is HTML. */
export function table(heads: readonly Text[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  return `<table>${cells("th", heads.map(both))}
${rows.map((row) => cells("td", row)).join("\n")}</table>`;
}

import { readFile, writeFile } from "node:fs/promises";

import { format, resolveConfig } from "prettier";

/**
 * Writes what stands between two marks of a Markdown document anew; the text around it stays.
 *
 * @throws Error naming the mark that the document lacks.
 */
export async function replaceBetween(document: URL, begin: string, end: string, body: string): Promise<void> {
  const text = await readFile(document, "utf8");
  const [before, rest] = halves(document, text, begin);
  const [, after] = halves(document, rest, end);
  const options = await resolveConfig(document);
  const written = `${before}${begin}\n\n${body}\n\n${end}${after}`;
  await writeFile(document, await format(written, { ...options, parser: "markdown" }));
}

function halves(document: URL, text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`${document.pathname} lacks the line "${mark}".`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

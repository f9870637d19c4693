import { readFile, writeFile } from "node:fs/promises";

import { format, resolveConfig } from "prettier";

/** A part of a Markdown document that a program writes; the text around it stays. */
export interface GeneratedPart {
  readonly document: URL;
  /** The lines before and after it. */
  readonly begin: string;
  readonly end: string;
}

/** Writes the part anew, as prettier lays it out. */
export async function writePart({ document, begin, end }: GeneratedPart, content: string): Promise<void> {
  const text = await readFile(document, "utf8");
  const [before, rest] = halves(text, begin, document);
  const [, after] = halves(rest, end, document);
  const options = await resolveConfig(document);
  const written = `${before}${begin}\n\n${content}\n\n${end}${after}`;
  await writeFile(document, await format(written, { ...options, parser: "markdown" }));
}

function halves(text: string, mark: string, document: URL): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`${document.pathname} lacks the line "${mark}".`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { format, resolveConfig } from "prettier";

import { commitOf, machine } from "../assurance/report.js";

const DOCS = join(import.meta.dirname, "..", "docs");
/** The document that all benchmarks share. */
export const DOCUMENT = join(DOCS, "benchmarks.md");
/** Where each puts what its section shows: raw figures and charts. */
export const FIGURES = join(DOCS, "benchmarks");

const HEAD = `# Benchmarks

What Waymark costs, measured. Each section is written by the command that it names, from the raw figures beside it; none is edited by hand.
`;

/** How figures were made. */
export interface Made {
  /** As typed. */
  readonly command: string;
  readonly commit: string;
  readonly node: string;
  readonly machine: string;
}

/** How figures are made now. */
export function madeBy(command: string): Made {
  return { command, commit: commitOf(), node: process.versions.node, machine: machine() };
}

/** One sentence of it, in Markdown. */
export function madeInWords({ command, commit, node, machine: where }: Made): string {
  return `Made by \`${command}\` at commit \`${commit}\`, with Node.js ${node} on ${where}.`;
}

/**
 * Puts a benchmark's section into the document, in the place of its last one, or after the others; they stand in the order of
 * their names.
 *
 * @param name The benchmark, as in `npm run bench -- NAME`.
 * @param body Markdown, beginning with a heading of the second level.
 */
export function withSection(document: string, name: string, body: string): string {
  const sections = new Map(
    [...document.matchAll(/<!-- section: (\w+) -->\n(.*?)<!-- end -->/gs)].map(([, known = "", text = ""]) => [
      known,
      text.trim(),
    ]),
  );
  sections.set(name, body.trim());
  const written = [...sections]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([known, text]) => `<!-- section: ${known} -->\n\n${text}\n\n<!-- end -->\n`);
  return [HEAD, ...written].join("\n");
}

/** Writes a benchmark's section of `docs/benchmarks.md`, and leaves the others as they are. */
export async function writeSection(name: string, body: string): Promise<void> {
  const document = await readFile(DOCUMENT, "utf8").catch(() => "");
  await writeFormatted(DOCUMENT, withSection(document, name, body));
}

/** Writes a file as prettier wants it, by its ending. */
export async function writeFormatted(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await formatted(file, text));
}

/** A file's text as prettier wants it, by its ending. */
export async function formatted(file: string, text: string): Promise<string> {
  return await format(text, { ...(await resolveConfig(file)), filepath: file });
}

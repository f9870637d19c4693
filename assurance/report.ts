import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

const FOLDER = join(import.meta.dirname, "..", "docs", "assurance");

/**
 * Writes `docs/assurance/<name>.md`: a heading, with which command, at which commit and on what machine it was made, and
 * the body in Markdown.
 *
 * @param command what makes the same report again, as typed.
 */
export async function writeReport(name: string, title: string, command: string, body: string): Promise<string> {
  const file = join(FOLDER, `${name}.md`);
  const made = `Made by \`${command}\` at commit \`${commitOf()}\`, with Node.js ${process.versions.node} on ${machine()}.`;
  const options = await resolveConfig(file);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(file, await format(`# ${title}\n\n${made}\n\n${body}\n`, { ...options, parser: "markdown" }));
  return file;
}

/** The commit of the working tree, marked where files under version control differ from it. */
export function commitOf(): string {
  const git = (...args: string[]): string => execFileSync("git", args, { encoding: "utf8" }).trim();
  const changed = git(
    "status",
    "--porcelain",
    "--untracked-files=no",
    "--",
    ".",
    ":!docs/assurance",
    ":!docs/benchmarks*",
  );
  return git("rev-parse", "--short=10", "HEAD") + (changed === "" ? "" : " with changes");
}

/** What the figures were made on: processor and number of cores. */
export function machine(): string {
  const cores = cpus();
  return `${String(cores.length)} cores of ${cores[0]?.model.trim() ?? "an unknown processor"}`;
}

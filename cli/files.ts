import { access, readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";

import type { Io } from "./io.js";
import { UsageError } from "./usageError.js";

/** The name that stands for standard input, or output. */
export const STANDARD = "-";

/**
 * The text of a file that is named on the command line.
 *
 * @param file From the folder of the command; "-" is standard input.
 * @throws UsageError when it cannot be read.
 */
export async function readText({ stdin, cwd }: Io, file: string): Promise<string> {
  if (file === STANDARD) return await text(stdin);
  const path = resolve(cwd, file);
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/**
 * The JSON document of a file that is named on the command line.
 *
 * @throws UsageError when it cannot be read, or is no JSON.
 */
export async function readJson(io: Io, file: string): Promise<unknown> {
  const json = await readText(io, file);
  try {
    return JSON.parse(json);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError("FileNotJson", `${file} is no JSON: ${reason}.`, "Give the file as it was written.", {
      values: { file },
      cause,
    });
  }
}

/**
 * Writes a file that is named on the command line; one that is there is replaced.
 *
 * @param mode Who may read it, as for chmod; unless said all.
 * @returns Its whole path.
 * @throws UsageError when it cannot be written.
 */
export async function writeOut({ cwd }: Io, file: string, content: string | Uint8Array, mode = 0o666): Promise<string> {
  const path = resolve(cwd, file);
  try {
    await writeFile(path, content, { mode });
    return path;
  } catch (cause) {
    throw new UsageError(
      "FileUnwritable",
      `${path} cannot be written (${codeOf(cause)}).`,
      "Name a folder that is there and that you may write to.",
      { values: { file: path }, cause },
    );
  }
}

/**
 * Refuses a file that is not there, before work that takes long begins.
 *
 * @param path Absolute.
 * @throws UsageError "FileMissing".
 */
export async function requireFile(path: string): Promise<void> {
  await access(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
}

/** What to say of a file that cannot be read. */
export function unreadable(path: string, cause: unknown): UsageError {
  const code = codeOf(cause);
  return new UsageError(
    code === "ENOENT" ? "FileMissing" : "FileUnreadable",
    code === "ENOENT" ? `There is no file ${path}.` : `${path} cannot be read (${code}).`,
    code === "ENOENT" ? "Name one that is there." : "Name a file, and one that you may read.",
    { values: { file: path }, cause },
  );
}

function codeOf(cause: unknown): string {
  return (cause as NodeJS.ErrnoException).code ?? "unknown";
}

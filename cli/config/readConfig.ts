import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { parseDocument } from "../../sdk/documents/problem.js";
import { UsageError } from "../usageError.js";
import { CONFIG_FILE, configSchema, type Config } from "./config.js";

/** A configuration and where it was found. */
export interface FoundConfig {
  /** Absolute path. */
  readonly file: string;
  readonly config: Config;
}

/**
 * Reads the configuration: the named file, or the nearest `waymark.json` in the folder or one around it.
 *
 * @returns undefined when none is named and none is found.
 * @throws UsageError when the named file is not there, or it is no JSON.
 * @throws DocumentRefused with the path of everything in it that is wrong.
 */
export async function readConfig(cwd: string, named: string | undefined): Promise<FoundConfig | undefined> {
  if (named !== undefined) {
    const file = resolve(cwd, named);
    const text = await textOf(file);
    if (text === undefined) {
      throw new UsageError(
        "ConfigMissing",
        `There is no file ${file}.`,
        "Name one that is there, or make it with `waymark init`.",
      );
    }
    return { file, config: parse(file, text) };
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const file = join(folder, CONFIG_FILE);
    const text = await textOf(file);
    if (text !== undefined) return { file, config: parse(file, text) };
    if (folder === dirname(folder)) return undefined;
  }
}

function parse(file: string, text: string): Config {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(
      "ConfigNotJson",
      `${file} is no JSON: ${reason}.`,
      "Correct it, or make it anew with `waymark init`.",
      { cause },
    );
  }
  return parseDocument(`configuration ${file}`, configSchema, document);
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new UsageError(
      "ConfigUnreadable",
      `${file} cannot be read (${code ?? "unknown"}).`,
      "Give yourself the right to read it.",
      { cause: error },
    );
  }
}

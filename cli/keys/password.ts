import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import type { Ask } from "../ask.js";
import type { Io } from "../io.js";
import { UsageError } from "../usageError.js";

/** A password by environment, for servers and scripts: itself, or the file that holds it. */
export const PASSWORD_VARIABLE = "WAYMARK_PASSWORD";
export const PASSWORD_FILE_VARIABLE = "WAYMARK_PASSWORD_FILE";

/**
 * The password that the environment says.
 *
 * @returns undefined when it says none.
 * @throws UsageError when the file that it names cannot be read.
 */
export async function passwordInEnvironment({ env, cwd }: Io): Promise<string | undefined> {
  const direct = env[PASSWORD_VARIABLE];
  if (direct !== undefined) return direct;
  const named = env[PASSWORD_FILE_VARIABLE];
  if (named === undefined || named === "") return undefined;
  const file = resolve(cwd, named);
  try {
    // Editors end a file with a line break, which is not meant.
    return (await readFile(file, "utf8")).replace(/\r?\n$/, "");
  } catch (cause) {
    throw new UsageError(
      "PasswordFileUnreadable",
      `The file ${file}, which ${PASSWORD_FILE_VARIABLE} names, cannot be read.`,
      "Name one that is there and that you may read.",
      { cause },
    );
  }
}

/** The password of a keystore: by environment, or asked for. */
export async function passwordFor(file: string, io: Io, ask: Ask): Promise<string> {
  const known = await passwordInEnvironment(io);
  if (known !== undefined) return known;
  if (ask.isAnswered) return await ask.secret({ message: `Password of ${file}` });
  throw new UsageError(
    "PasswordMissing",
    `The password of ${file} cannot be asked for: this is no terminal.`,
    `Set ${PASSWORD_FILE_VARIABLE} to a file that holds it, or ${PASSWORD_VARIABLE} to itself.`,
  );
}

/** Characters of the shortest password of a new keystore. */
const SHORTEST = 8;

/**
 * The password of a new keystore: by environment, or asked for twice.
 *
 * @throws UsageError when it is too short, or nobody is there to be asked.
 */
export async function newPassword(io: Io, ask: Ask): Promise<string> {
  const known = await passwordInEnvironment(io);
  if (known === undefined) return await askTwice(ask);
  if (known.length >= SHORTEST) return known;
  throw new UsageError(
    "PasswordShort",
    `The password in the environment has ${known.length} characters, and a new keystore asks for ${SHORTEST}.`,
    "Choose a longer one.",
  );
}

async function askTwice(ask: Ask): Promise<string> {
  const first = await ask.secret({
    message: "New password",
    judge: (text) => text.length >= SHORTEST || `Choose one of at least ${SHORTEST} characters.`,
  });
  await ask.secret({ message: "The same again", judge: (text) => text === first || "That is not the same." });
  return first;
}

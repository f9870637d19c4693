import { parseArgs, type ParseArgsConfig } from "node:util";

import { FatalError, WaymarkError } from "../sdk/errors.js";

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads a command's arguments, options only.
 *
 * @param help The command that tells its options, such as "npm start -- --help".
 * @throws FatalError "ArgumentInvalid" for an argument that means nothing.
 */
export function readArguments<Known extends Options>(args: readonly string[], options: Known, help: string) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // Node's own first sentence names the argument; what follows is advice on its syntax.
    const [sentence = ""] = error instanceof Error ? error.message.split(/\. |\n/, 1) : [];
    throw argumentError(`${sentence.replace(/\.$/, "")}.`, help, error);
  }
}

/** An argument that means nothing, in one sentence. */
export function argumentError(message: string, help: string, cause?: unknown): FatalError {
  return new FatalError({ name: "ArgumentInvalid", message, toDo: `See ${help}.`, cause });
}

/**
 * Runs a command and tells its failure in plain words.
 *
 * @returns Its exit code; 2 when its arguments mean nothing, 1 when it fails otherwise.
 * @throws whatever is no WaymarkError: a fault of the program, which needs its stack.
 */
export async function exitCodeOf(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof WaymarkError)) throw error;
    process.stderr.write(`\nError: ${error.message}\n${error.toDo}\n`);
    return error.name === "ArgumentInvalid" ? 2 : 1;
  }
}

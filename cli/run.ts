import { CommanderError } from "commander";

import { errorWords } from "./errorWords.js";
import { ExitCode } from "./exit.js";
import { exitCodeOf } from "./exitCodeOf.js";
import type { Io } from "./io.js";
import { refuseKeys } from "./keys/refuseKeys.js";
import { showError } from "./output/showError.js";
import { buildProgram } from "./program.js";

/**
 * Runs the command.
 *
 * @param args What follows its name.
 * @returns Its exit code; it never throws and never ends the process.
 * @example await run(["product", "list", "--json"], io)
 */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const program = buildProgram(io);
  try {
    refuseKeys(args);
    await program.command.parseAsync([...args], { from: "user" });
    return program.outcome.exitCode;
  } catch (caught) {
    if (caught instanceof CommanderError && caught.exitCode === 0) return ExitCode.Holds;
    const error = errorWords(caught, args, program.command);
    const exitCode = exitCodeOf(error);
    showError(io, error, exitCode, args);
    return exitCode;
  }
}

import { DocumentRefused } from "../../sdk/documents/problem.js";
import type { WaymarkError } from "../../sdk/errors.js";
import type { ExitCode } from "../exit.js";
import type { Io } from "../io.js";
import { jsonOf } from "./json.js";
import { Terminal } from "./terminal.js";

/** Tells a failure on stderr: a sentence and what to do, as JSON where results are; the stack only with `--verbose`. */
export function showError({ stderr }: Io, error: WaymarkError, exitCode: ExitCode, args: readonly string[]): void {
  const { name, message, toDo, values } = error;
  const stack = args.includes("--verbose") ? stackOf(error) : undefined;
  if (args.includes("--json")) {
    stderr.write(`${jsonOf({ error: { name, message, toDo, values, exitCode, stack } })}\n`);
    return;
  }
  const terminal = new Terminal(stderr);
  terminal.line(`${terminal.style("red", "Error:")} ${message}`);
  // The message names the first few.
  if (error instanceof DocumentRefused && error.problems.length > 5) {
    for (const { path, reason } of error.problems) terminal.line(`  ${path}: ${reason}`);
  }
  terminal.line(toDo);
  if (stack !== undefined) terminal.line(stack);
}

/** The stack of an error and of what lies behind it. */
function stackOf(error: Error): string {
  const behind = error.cause instanceof Error ? `\nCaused by ${stackOf(error.cause)}` : "";
  return `${error.stack ?? error.message}${behind}`;
}

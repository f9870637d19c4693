import { WaymarkError } from "../../sdk/errors.js";
import { ExitCode } from "../exit.js";
import { exitCodeOf } from "../exitCodeOf.js";

/** What came of one look. */
export interface Check {
  /** What was looked at: "node". */
  readonly what: string;
  readonly found: "fine" | "warning" | "wrong";
  /** One sentence. */
  readonly says: string;
  /** What to do about it, where it is not fine. */
  readonly toDo?: string;
  /** What the command ends with for it. */
  readonly exitCode: ExitCode;
}

export function fine(what: string, says: string): Check {
  return { what, found: "fine", says, exitCode: ExitCode.Holds };
}

/** Worth knowing, and no reason to fail. */
export function warning(what: string, says: string, toDo: string): Check {
  return { what, found: "warning", says, toDo, exitCode: ExitCode.Holds };
}

export function wrong(what: string, says: string, toDo: string, exitCode: ExitCode = ExitCode.Fails): Check {
  return { what, found: "wrong", says, toDo, exitCode };
}

/** Looks, and takes a failure for what is wrong. */
export async function look(what: string, at: () => Promise<Check | readonly Check[]>): Promise<readonly Check[]> {
  try {
    return [await at()].flat();
  } catch (error) {
    if (error instanceof WaymarkError) return [wrong(what, error.message, error.toDo, exitCodeOf(error))];
    throw error;
  }
}

/** The exit code of all looks: of the chain before the rest, for without it nothing else is known. */
export function verdictOf(checks: readonly Check[]): ExitCode {
  const codes = checks.map(({ exitCode }) => exitCode);
  return [ExitCode.Usage, ExitCode.Chain, ExitCode.Fails].find((code) => codes.includes(code)) ?? ExitCode.Holds;
}

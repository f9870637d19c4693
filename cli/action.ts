import type { Command } from "commander";

import type { ExitCode } from "./exit.js";
import type { Cli } from "./program.js";
import { Session } from "./session.js";

/**
 * What a command does, as commander calls it.
 *
 * @param work Given the session, the command's own options, and its arguments, of the types that it declared and parsed; `never`
 * takes any of them. It returns an exit code where it ends with a verdict; otherwise what was asked for was done.
 * @example .action(action(cli, async (session, options: RegisterOptions, gtin: string) => { … }))
 */
export function action(
  cli: Cli,
  work: (session: Session, options: never, ...args: never[]) => Promise<ExitCode | undefined>,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    // Commander gives the arguments as declared, then the options, then the command.
    const command = given.at(-1) as Command;
    const session = new Session(cli.io, command);
    try {
      const exitCode = await work(session, command.opts<never>(), ...(given.slice(0, -2) as never[]));
      if (exitCode !== undefined) cli.outcome.exitCode = exitCode;
    } finally {
      session.close();
    }
  };
}

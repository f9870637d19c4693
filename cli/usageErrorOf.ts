import type { Command, CommanderError } from "commander";

import { pathOf } from "./examples.js";
import { withoutKeys } from "./keys/refuseKeys.js";
import { UsageError } from "./usageError.js";

/** What commander did not understand, in a sentence of ours: "error: unknown option '--foo'\n(Did you mean --force?)". */
export function usageErrorOf(error: CommanderError, args: readonly string[], program: Command): UsageError {
  const reached = reachedBy(program, args);
  const see = `See \`${pathOf(reached)} --help\`.`;
  // What commander says where a group is named without one of its commands.
  if (error.code === "commander.help") {
    const names = reached.commands.map((command) => command.name()).join(", ");
    return new UsageError("CommandMissing", `Say which command of ${pathOf(reached)}: ${names}.`, see);
  }
  const [sentence = "", hint = ""] = withoutKeys(error.message).split("\n");
  return new UsageError(
    upper(error.code.replace(/^commander\./, "")),
    `${upper(sentence.replace(/^error: /, "").replace(/\.$/, ""))}.`,
    [hint.replace(/^\((.*)\)$/, "$1"), see].filter(Boolean).join(" "),
  );
}

/** The deepest command that the arguments name. */
function reachedBy(program: Command, args: readonly string[]): Command {
  let reached = program;
  for (const arg of args) reached = reached.commands.find((command) => command.name() === arg) ?? reached;
  return reached;
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

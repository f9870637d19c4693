import type { Command } from "commander";

import { action } from "../action.js";
import { verdictOf, type Check } from "../doctor/check.js";
import { examine } from "../doctor/checks.js";
import { withExamples } from "../examples.js";
import type { Terminal } from "../output/terminal.js";
import type { Cli } from "../program.js";

/** What is wrong, and what to do. */
export function addDoctorCommand(program: Command, cli: Cli): void {
  const command = program
    .command("doctor")
    .description("Check the node, the ledger, the key and the party, and say what to do about what is wrong.")
    .action(
      action(cli, async (session) => {
        const checks = await session.show.during(
          "Looking",
          () => examine(session),
          (found) => `${found.length} checks`,
        );
        const exitCode = verdictOf(checks);
        session.show.result({ holds: exitCode === 0, checks: checks.map(documentOf) }, (out) => {
          for (const check of checks) showCheck(out, check);
        });
        return exitCode;
      }),
    );
  withExamples(command, { what: "before anything else", words: "" }, { what: "in a monitor", words: "--json" });
}

function documentOf({ what, found, says, toDo }: Check): object {
  return { what, found, says, toDo };
}

const MARKS = {
  fine: ["green", "✔"],
  warning: ["yellow", "!"],
  wrong: ["red", "✖"],
} as const;

function showCheck(out: Terminal, { what, found, says, toDo }: Check): void {
  const [colour, mark] = MARKS[found];
  const lead = `${out.style(colour, mark)} ${what.padEnd(14)}`;
  out.paragraph(says, lead, 16);
  if (toDo !== undefined) out.paragraph(toDo, " ".repeat(16), 16);
}

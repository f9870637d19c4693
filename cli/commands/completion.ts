import { Argument, type Command } from "commander";

import { action } from "../action.js";
import { completionScript, SHELLS, type Shell } from "../completion/scripts.js";
import { withExamples } from "../examples.js";
import type { Cli } from "../program.js";
import { treeOf } from "../tree.js";

/** Completion in shells. */
export function addCompletionCommand(program: Command, cli: Cli): void {
  const command = program
    .command("completion")
    .description("Print the script that completes commands and options in a shell.")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .action(
      action(cli, (session, _options: object, shell: Shell) => {
        const script = completionScript(shell, treeOf(program));
        session.show.result({ shell, script }, () => {
          session.io.stdout.write(script);
        });
        return Promise.resolve(undefined);
      }),
    );
  withExamples(
    command,
    { what: 'in ~/.bashrc: eval "$(waymark completion bash)"', words: "bash" },
    { what: "for fish, from now on", words: "fish > ~/.config/fish/completions/waymark.fish" },
  );
}

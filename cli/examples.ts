import type { Command } from "commander";

/** How a command is used. */
export interface Example {
  /** What it does, a few words. */
  readonly what: string;
  /** What is typed after the path of the command: "9520123456788 --hs6 190110". */
  readonly words: string;
}

const EXAMPLES = new WeakMap<Command, readonly Example[]>();

/** Gives a command its examples, which its help shows. */
export function withExamples(command: Command, ...examples: readonly Example[]): Command {
  EXAMPLES.set(command, examples);
  return command.addHelpText("after", () => {
    const lines = examples.map(({ what, words }) => `  # ${what}\n  $ ${`${pathOf(command)} ${words}`.trim()}`);
    return `\nExamples:\n${lines.join("\n")}`;
  });
}

const DETAILS = new WeakMap<Command, string>();

/** Gives a command more words than its description: paragraphs, and code that is indented by two. */
export function withDetails(command: Command, details: string): Command {
  DETAILS.set(command, details);
  return command.addHelpText("after", `\n${details}`);
}

/** What a command says beside its description; "" when nothing. */
export function detailsOf(command: Command): string {
  return DETAILS.get(command) ?? "";
}

/** The examples of a command; none when it was given none. */
export function examplesOf(command: Command): readonly Example[] {
  return EXAMPLES.get(command) ?? [];
}

/** "waymark product register". */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

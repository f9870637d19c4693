import type * as Prompts from "@inquirer/prompts";

import type { Io } from "./io.js";
import { UsageError } from "./usageError.js";

/** Says whether an answer will do: true, or a sentence that tells why not. It is asked again until it will. */
export type Judge = (answer: string) => true | string | Promise<true | string>;

/** A question with a text for an answer. */
export interface Question {
  readonly message: string;
  readonly judge?: Judge;
  /** What an empty answer means. */
  readonly preset?: string;
}

/** A question with a list of answers. */
export interface Choice<Value> {
  readonly message: string;
  readonly choices: readonly { readonly name: string; readonly value: Value; readonly description?: string }[];
}

const YES_OR_NO = /^(y|yes|n|no)?$/i;
const isYes = (answer: string): boolean => /^y/i.test(answer.trim());

/** Asks the person at the terminal; questions go to stderr, so that stdout holds the result alone. */
export class Ask {
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  /** Whether anybody is there. */
  get isAnswered(): boolean {
    return this.#io.stdin.isTTY === true && this.#io.stderr.isTTY === true;
  }

  async text({ message, judge, preset }: Question): Promise<string> {
    return await this.#ask(message, async ({ input }, context) => {
      const rest = {
        ...(judge === undefined ? {} : { validate: judge }),
        ...(preset === undefined ? {} : { default: preset }),
      };
      return (await input({ message, ...rest }, context)).trim();
    });
  }

  /** A text that is not shown. */
  async secret({ message, judge }: Question): Promise<string> {
    return await this.#ask(message, ({ password }, context) =>
      password({ message, mask: true, ...(judge === undefined ? {} : { validate: judge }) }, context),
    );
  }

  async choice<Value>({ message, choices }: Choice<Value>): Promise<Value> {
    return await this.#ask(message, ({ select }, context) => select({ message, choices: [...choices] }, context));
  }

  /** Yes or no, or asked again; no unless said. */
  async isSure(message: string): Promise<boolean> {
    // The library's own question of this sort takes whatever else is answered for a no.
    const said = await this.#ask(message, ({ input }, context) =>
      input(
        {
          message: `${message} (y/N)`,
          validate: (answer) => YES_OR_NO.test(answer.trim()) || `"${answer}" is neither yes nor no: answer y or n.`,
          transformer: (answer, { isFinal }) => (isFinal ? (isYes(answer) ? "Yes" : "No") : answer),
        },
        context,
      ),
    );
    return isYes(said);
  }

  async #ask<Answer>(
    message: string,
    how: (
      prompts: typeof Prompts,
      context: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
    ) => Promise<Answer>,
  ): Promise<Answer> {
    if (!this.isAnswered) {
      throw new UsageError(
        "NobodyToAsk",
        `"${message}" cannot be asked: this is no terminal.`,
        "Say it in an option (see --help); --yes agrees to what would be asked.",
      );
    }
    const prompts = await import("@inquirer/prompts");
    try {
      return await how(prompts, { input: this.#io.stdin, output: this.#io.stderr });
    } catch (caught) {
      // Ctrl-C at a question, by whatever name the library throws it.
      if (!(caught instanceof Error) || !caught.name.endsWith("PromptError")) throw caught;
      throw new UsageError(
        "Stopped",
        "Stopped at a question: nothing more was done.",
        "Run it again when you are ready.",
      );
    }
  }
}

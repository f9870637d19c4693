import Table from "cli-table3";

import type { Io } from "../io.js";
import { jsonOf } from "./json.js";
import { NO_FRAME } from "./noFrame.js";
import { Terminal } from "./terminal.js";

/** What a command shows: one result on stdout, for people or as JSON, and progress on stderr. */
export class Show {
  /** Results for people. */
  readonly out: Terminal;
  /** What stands beside the result: notes and progress. */
  readonly aside: Terminal;
  readonly #io: Io;
  readonly #json: boolean;

  constructor(io: Io, json: boolean) {
    this.#io = io;
    this.#json = json;
    this.out = new Terminal(io.stdout);
    this.aside = new Terminal(io.stderr);
  }

  /**
   * The result of the command, shown once: as a JSON document when `--json` asks for it, else in words.
   *
   * @param document What it is.
   * @param words Writes it to `out`.
   */
  result(document: unknown, words: (out: Terminal) => void): void {
    if (this.#json) this.#io.stdout.write(`${jsonOf(document)}\n`);
    else words(this.out);
  }

  /** A remark for who looks on; nothing under `--json`, whose stderr has errors alone. */
  note(text: string): void {
    if (!this.#json) this.aside.line(text);
  }

  /** Does something that takes time, with a spinner where somebody looks on. */
  async during<Result>(
    what: string,
    work: (say: (progress: string) => void) => Promise<Result>,
    done: (result: Result) => string,
  ): Promise<Result> {
    const isSeen = !this.#json && this.#io.stderr.isTTY === true;
    return await (isSeen ? this.aside.during(what, work, done) : work(() => undefined));
  }
}

/** Rows under their heads, as wide as they are: a pipe's reader cuts lines as it likes. */
export function table(terminal: Terminal, heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const drawn = new Table({
    head: heads.map((head) => terminal.style("bold", head)),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    chars: NO_FRAME.chars,
  });
  drawn.push(...rows.map((row) => [...row]));
  for (const line of drawn.toString().split("\n")) terminal.line(line);
}

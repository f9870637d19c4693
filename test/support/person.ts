import { stripVTControlCharacters } from "node:util";

import { spawn, type IPty } from "@lydell/node-pty";

/** Milliseconds after which somebody who waits for words gives up. */
const PATIENCE = 30_000;

/** Somebody at a terminal, who reads what a program says and types. */
export class Person {
  readonly #terminal: IPty;
  #seen = "";
  /** Where in what was seen the next words are looked for. */
  #at = 0;
  /** The program's exit code, once it ends. */
  readonly ended: Promise<number>;

  /** Starts a program of Node.js in a terminal. */
  constructor(args: readonly string[], { cwd, env }: { readonly cwd: string; readonly env: Record<string, string> }) {
    this.#terminal = spawn(process.execPath, [...args], {
      ...{ cwd, cols: 200, rows: 50, name: "xterm" },
      env: { PATH: process.env.PATH ?? "", HOME: cwd, NO_COLOR: "1", ...env },
    });
    this.#terminal.onData((text) => (this.#seen += text));
    this.ended = new Promise((resolve) => {
      this.#terminal.onExit(({ exitCode }) => {
        resolve(exitCode);
      });
    });
  }

  /** Everything on the screen so far, without what moves the cursor. */
  get screen(): string {
    return stripVTControlCharacters(this.#seen);
  }

  /** Waits until words are said that were not waited for before. */
  async sees(words: string): Promise<void> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const found = this.screen.indexOf(words, this.#at);
      if (found >= 0) {
        this.#at = found + words.length;
        return;
      }
      if (Date.now() > end) throw new Error(`"${words}" was not said, but:\n${this.screen.slice(this.#at)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** Types a line. */
  types(text: string): void {
    this.#terminal.write(`${text}\r`);
  }

  /** Presses keys: "\u0015" takes back what was typed. */
  presses(keys: string): void {
    this.#terminal.write(keys);
  }

  leaves(): void {
    this.#terminal.kill();
  }
}

/** Ctrl-U, Ctrl-C, the arrow down. */
export const CLEAR = "\u0015";
export const STOP = "\u0003";
export const DOWN = "\u001b[B";

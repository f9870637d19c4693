import { styleText } from "node:util";

import ora from "ora";

type Style = Parameters<typeof styleText>[0];

/** Milliseconds after which a reader of plain lines is told what takes so long. */
const PATIENCE = 3_000;

/** What is written to: a terminal says its width. */
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Where the play is shown: a terminal with colours and a spinner, or plain lines in a pipe. */
export class Terminal {
  constructor(private readonly out: Output) {}

  /** Characters in a line: what the terminal has, within reason; 80 in a pipe. */
  get width(): number {
    return Math.min(120, Math.max(60, this.columns ?? 80));
  }

  /** What the terminal says of its width; some, as in a container, say 0 when they do not know. */
  private get columns(): number | undefined {
    return this.out.columns === 0 ? undefined : this.out.columns;
  }

  /** Styled text; plain where the stream is no terminal or NO_COLOR is set. */
  style(style: Style, text: string): string {
    return styleText(style, text, { stream: this.out });
  }

  line(text = ""): void {
    this.out.write(`${text.trimEnd()}\n`);
  }

  /**
   * Text over as many lines as it needs.
   *
   * @param lead What its first line begins with.
   * @param indent How wide that is; the other lines begin with as many spaces.
   */
  paragraph(text: string, lead = "", indent = 0): void {
    let line = lead;
    let used = indent;
    for (const word of text.split(" ")) {
      if (used > indent && used + 1 + word.length > this.width) {
        this.line(line);
        line = " ".repeat(indent);
        used = indent;
      }
      line += used > indent ? ` ${word}` : word;
      used += word.length + (used > indent ? 1 : 0);
    }
    this.line(line);
  }

  /** The parts in as few lines as hold them, none wider than said unless a part is. */
  fold(parts: readonly string[], width = this.width): string[] {
    const lines: string[] = [];
    for (const part of parts) {
      const last = lines.at(-1);
      const longer = `${last} · ${part}`;
      if (last === undefined || longer.length > width) lines.push(part);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  /** Opens a section, with a caption at the right edge. */
  heading(title: string, caption = ""): void {
    const gap = caption === "" ? "" : " ".repeat(Math.max(1, this.width - title.length - caption.length));
    this.line();
    this.line(`${this.style("bold", title)}${gap}${this.style("dim", caption)}`);
  }

  /**
   * Shows that something is going on until it is done.
   *
   * @param what What is going on, such as "Deploying the ledger".
   * @param work Does it, and may say in the meantime how far it is.
   * @param done Says what came of it.
   */
  async during<Result>(
    what: string,
    work: (say: (progress: string) => void) => Promise<Result>,
    done: (result: Result) => string,
  ): Promise<Result> {
    const spinner =
      // A spinner divides by the width, and would never end where there is none.
      this.out.isTTY === true && this.columns !== undefined
        ? // Taking over standard input would keep Ctrl-C from reaching the process.
          ora({ text: `${what} …`, stream: this.out, discardStdin: false }).start()
        : undefined;
    const impatience = setTimeout(() => {
      if (spinner === undefined) this.line(`  ${what} …`);
    }, PATIENCE);
    try {
      const result = await work((progress) => {
        if (spinner !== undefined) spinner.text = `${what}: ${progress}`.slice(0, this.width - 4);
      });
      spinner?.stop();
      this.line(`${this.style("green", "✔")} ${done(result)}`);
      return result;
    } catch (error) {
      spinner?.stop();
      this.line(`${this.style("red", "✖")} ${what}`);
      throw error;
    } finally {
      clearTimeout(impatience);
    }
  }
}

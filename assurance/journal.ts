import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * What a long run has done so far, a line of JSON each, appended as soon as it is known: a run that was interrupted reads
 * it and does the rest. A line that was cut off by the interruption is left out.
 */
export class Journal<Entry> {
  readonly #file: string;

  private constructor(
    file: string,
    readonly entries: Entry[],
  ) {
    this.#file = file;
  }

  /**
   * Opens the journal of a run.
   *
   * @param key what the results depend on, such as a hash of the sources: another key is another journal.
   * @param again forgets what was done before.
   */
  static async open<Entry>(name: string, key: string, again = false): Promise<Journal<Entry>> {
    const file = join(import.meta.dirname, "..", "cache", "deep", name, `${key}.jsonl`);
    await mkdir(dirname(file), { recursive: true });
    if (again) await rm(file, { force: true });
    const text = await readFile(file, "utf8").catch(() => "");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole !== text) await writeFile(file, whole);
    // Only this class writes the file, and only entries.
    const entries = whole
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Entry);
    return new Journal(file, entries);
  }

  async add(entry: Entry): Promise<void> {
    await appendFile(this.#file, `${JSON.stringify(entry)}\n`);
    this.entries.push(entry);
  }
}

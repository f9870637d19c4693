import { mkdir, readFile, writeFile } from "node:fs/promises";

import { expect } from "chai";

import type { Outcome } from "../../sdk/crossReference/finding.js";
import { START_YEAR } from "./matter.js";

const FOLDER = new URL("../../snapshots/findings/", import.meta.url);

/** Hashes that hide what random salts do, and times of the chain itself: the told journey is of another year. */
const OF_THIS_RUN = new RegExp(String.raw`0x[0-9a-f]{64}|(?!${String(START_YEAR)})\d{4}-\d\d-\d\d \d\d:\d\d UTC`, "g");

/**
 * Holds all that rules find against what they found before, word by word and in both languages: a file of
 * `snapshots/findings` for each `describe`. `UPDATE_SNAPSHOT=1` writes it anew.
 */
export function wordByWord(name: string): (about: string, outcomes: readonly Outcome[]) => Promise<void> {
  const file = new URL(`${name}.json`, FOLDER);
  const isUpdated = process.env.UPDATE_SNAPSHOT === "1";
  const said: Record<string, readonly string[]> = {};

  after(async () => {
    if (!isUpdated) return;
    await mkdir(FOLDER, { recursive: true });
    await writeFile(file, `${JSON.stringify(said, null, 2)}\n`);
  });

  return async (about, outcomes) => {
    said[about] = outcomes.map(lineOf);
    if (isUpdated) return;
    const before: unknown = JSON.parse(await readFile(file, "utf8"));
    const toDo = `when that is intended, run \`UPDATE_SNAPSHOT=1 npm test -- --grep crossReference\` and commit snapshots/`;
    expect(before, toDo).to.have.deep.property(about, said[about]);
  };
}

function lineOf({ verdict, steps, sentence: { en, zh } }: Outcome): string {
  const records = steps.map(({ sequence }) => sequence).join(", ") || "no record";
  return `${verdict}, of ${records}: ${en} ${zh}`.replaceAll(OF_THIS_RUN, "…");
}

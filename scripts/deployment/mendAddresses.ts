import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A line of Ignition's journal, as far as it is read here. */
interface JournalLine {
  readonly type?: string;
  readonly futureId?: string;
  readonly result?: { readonly type?: string; readonly address?: string };
}

/**
 * Makes Ignition's list of addresses again where it was cut off. Ignition writes that file in place, so a process that is killed
 * at that moment leaves a part of it, which the next run could not read; its journal, which is only ever appended to, has all
 * that was in it. Does nothing when the list is whole, or not there yet.
 *
 * @param folder Where Ignition keeps the journal of the deployment.
 */
export async function mendAddresses(folder: string): Promise<void> {
  const list = join(folder, "deployed_addresses.json");
  const text = await readFile(list, "utf8").catch(() => undefined);
  if (text === undefined || parse(text) !== undefined) return;
  const journal = await readFile(join(folder, "journal.jsonl"), "utf8");
  const addresses = journal.split("\n").flatMap((line) => {
    // The journal is Ignition's own; each value is looked at before it is used.
    const { type, futureId, result } = (parse(line) ?? {}) as JournalLine;
    const deployed = type === "DEPLOYMENT_EXECUTION_STATE_COMPLETE" && result?.type === "SUCCESS";
    return deployed && futureId !== undefined && result.address !== undefined ? [[futureId, result.address]] : [];
  });
  await writeFile(list, `${JSON.stringify(Object.fromEntries(addresses), null, 2)}\n`);
}

/** What the text says; undefined when it was cut off. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";

import { keccak256 } from "ethers";

import type { BatchId } from "../../sdk/ids.js";
import { labelKeys, labelSignerOf } from "../../sdk/manifest/labelKey.js";
import type { ManifestItem } from "../../sdk/manifest/manifestItem.js";
import { openManifest } from "../../sdk/node/manifest/openManifest.js";
import { readItems } from "../../sdk/node/manifest/readItems.js";
import { writeManifest, type ManifestProgress } from "../../sdk/node/manifest/writeManifest.js";
import { unreadable } from "../files.js";
import { interruptible } from "../interrupt.js";
import { bar } from "../output/bar.js";
import type { Session } from "../session.js";
import { UsageError } from "../usageError.js";
import { units } from "../writing.js";
import { secretIn } from "./secretFile.js";

/** Which items a batch has. */
export interface ItemsOptions {
  readonly items: string;
  readonly manifest?: string;
  readonly labelSecret?: string;
}

/** A manifest on the disk. */
export interface BuiltManifest {
  /** Absolute path. */
  readonly file: string;
  readonly root: string;
  /** Number of items. */
  readonly count: number;
}

/** Milliseconds between two reports of progress. */
const PACE = 100;

/**
 * The manifest of a list of items, beside it unless said elsewhere. One that is there, of this batch and not older than the
 * list, is taken as it is: whoever was interrupted after building it need not build it again.
 *
 * @throws InvalidValueError naming the line of the list that cannot be right.
 * @throws UsageError when the list cannot be read, or the manifest that is there is another's.
 */
export async function manifestFor(session: Session, batch: BatchId, options: ItemsOptions): Promise<BuiltManifest> {
  const list = resolve(session.io.cwd, options.items);
  const file = resolve(session.io.cwd, options.manifest ?? manifestBeside(options.items));
  const { size, mtimeMs } = await stat(list).catch((cause: unknown) => {
    throw unreadable(list, cause);
  });
  const secret = options.labelSecret === undefined ? undefined : await secretIn(session, options.labelSecret, true);
  const there = await stat(file).catch(() => undefined);
  if (there !== undefined && there.mtimeMs >= mtimeMs) {
    const built = await builtBefore(file, batch, list, secret);
    session.show.note(`The manifest ${file} is there, with ${units(built.count)} items: it is taken as it is.`);
    return built;
  }
  const started = Date.now();
  return await session.show.during(
    "Building the manifest",
    (say) =>
      interruptible("Run it again: nothing was registered, and the manifest is built anew.", async (signal) => {
        const source = createReadStream(list);
        const onProgress = paced((progress: ManifestProgress) => {
          say(progressWords(progress, source.bytesRead / size));
        });
        const secretly = secret === undefined ? {} : { labelSecret: secret };
        return { file, ...(await writeManifest(file, batch, readItems(source), { ...secretly, signal, onProgress })) };
      }),
    ({ count }) => `Manifest of ${units(count)} items in ${((Date.now() - started) / 1000).toFixed(1)} s: ${file}`,
  );
}

/** The manifest beside a list: "LOT7.csv" has "LOT7.manifest". */
export function manifestBeside(list: string): string {
  const end = extname(list);
  return `${list.slice(0, list.length - end.length)}.manifest`;
}

/** The manifest that is there, when it is this batch's, and has as many items as the list, its first and its last among them. */
async function builtBefore(
  file: string,
  batch: BatchId,
  list: string,
  secret: string | undefined,
): Promise<BuiltManifest> {
  await using manifest = await openManifest(file);
  const { root, count } = manifest;
  const otherwise = (what: string): UsageError =>
    new UsageError(
      "ManifestDiffers",
      `The manifest ${file} is ${what}.`,
      "Name another file with --manifest, or take that one away to have it built anew.",
      { values: { file, batch } },
    );
  if (manifest.batch !== batch) throw otherwise(`of batch ${manifest.batch}, and not of ${batch}`);
  const listed = await endsOf(list);
  for (const item of listed.ends) {
    const proof = await manifest.prove(item.serial).catch(() => undefined);
    if (proof?.signerHash === keccak256(signerOf(item, batch, secret))) continue;
    throw otherwise(`not of this list: it has item ${item.serial} otherwise, or with another key, or not at all`);
  }
  if (listed.count === count) return { file, root, count };
  throw otherwise(`not of this list: it has ${units(count)} items, and the list has ${units(listed.count)}`);
}

/** The first and the last item of a list, and how many it has. */
async function endsOf(list: string): Promise<{ readonly ends: readonly ManifestItem[]; readonly count: number }> {
  const ends: ManifestItem[] = [];
  let count = 0;
  for await (const item of readItems(createReadStream(list))) {
    ends[Math.min(count, 1)] = item;
    count += 1;
  }
  return { ends, count };
}

function signerOf({ serial, labelSigner }: ManifestItem, batch: BatchId, secret: string | undefined) {
  return labelSigner ?? (secret === undefined ? "0x" : labelSignerOf(labelKeys(secret, batch)(serial)));
}

function progressWords({ phase, items }: ManifestProgress, read: number): string {
  if (phase === "items") return `${bar(read)} ${units(items)} items`;
  return phase === "tree" ? `the tree of ${units(items)} items` : "writing the file";
}

/** Calls something at most so often as an eye follows. */
function paced<Value>(call: (value: Value) => void): (value: Value) => void {
  let last = 0;
  return (value) => {
    if (Date.now() - last < PACE) return;
    last = Date.now();
    call(value);
  };
}

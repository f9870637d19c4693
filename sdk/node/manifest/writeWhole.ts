import { randomUUID } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";

import { manifestUnwritten } from "./layout.js";

/** Writes bytes to a place in a file. */
export type WriteAt = (bytes: Uint8Array, position: number) => Promise<void>;

/** The most that is written in one call. */
const BYTES_A_WRITE = 2 ** 26;

/**
 * Writes a file that is there whole or not at all: under another name first, which it loses once its bytes are on the disk.
 *
 * @returns What `write` returns.
 * @throws FatalError "ManifestUnwritten" when there is no such folder, it may not be written in, the disk is full, or the name is
 * a folder's.
 */
export async function writeWhole<Result>(file: string, write: (writeAt: WriteAt) => Promise<Result>): Promise<Result> {
  const partial = `${file}.${randomUUID()}.partial`;
  const done = async <Done>(work: Promise<Done>): Promise<Done> =>
    await work.catch((cause: unknown) => {
      throw manifestUnwritten(file, cause);
    });
  try {
    const handle = await done(open(partial, "wx"));
    let result: Result;
    try {
      result = await write(async (bytes, position) => {
        await done(writeAll(handle, bytes, position));
      });
      await done(handle.sync());
    } finally {
      await handle.close();
    }
    await done(rename(partial, file));
    return result;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Writes all of it: one call of the system may write less, and at most 2 GiB. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const length = Math.min(bytes.length - written, BYTES_A_WRITE);
    written += (await handle.write(bytes, written, length, position + written)).bytesWritten;
  }
}

import { randomUUID } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";

import { manifestUnwritten } from "./layout.js";

/**
 * Writes a file that is there whole or not at all: under another name first, which it loses once its bytes are on the disk.
 *
 * @returns What `write` returns.
 * @throws FatalError "ManifestUnwritten" when there is no such folder, it may not be written in, or the name is a folder's.
 */
export async function writeWhole<Result>(
  file: string,
  write: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    const handle = await open(partial, "wx").catch((cause: unknown) => {
      throw manifestUnwritten(file, cause);
    });
    let result: Result;
    try {
      result = await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file).catch((cause: unknown) => {
      throw manifestUnwritten(file, cause);
    });
    return result;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

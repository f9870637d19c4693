import type { Rows } from "../../manifest/hashedItems.js";
import { CHUNK_ITEMS, refuse, type Chunk } from "./chunk.js";
import type { Hashing } from "./hashing.js";
import { unlessStopped } from "../../unlessStopped.js";

/** How all items are hashed. */
export interface HashAllOptions {
  readonly hashing: Hashing;
  /** Chunks that are hashed at a time; one more waits for a thread to be free. */
  readonly threads: number;
  /** Told the number of items hashed so far, after each chunk. */
  readonly onItems: (items: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Hashes items as they come. What is wrong with one, or stops it, ends it at once, even while the source gives nothing more.
 *
 * @param first The first that the source gave.
 * @throws InvalidValueError naming an item that is none.
 * @throws the signal's reason.
 */
export async function hashAll(
  first: IteratorResult<Chunk, void>,
  source: AsyncGenerator<Chunk, void>,
  { hashing, threads, onItems, signal }: HashAllOptions,
): Promise<Rows<SharedArrayBuffer>> {
  const pieces: Uint8Array<SharedArrayBuffer>[] = [];
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  let items = 0;
  const hash = async (from: Promise<IteratorResult<Chunk, void>>): Promise<void> => {
    for (let next = await unlessStopped(stop, from); next.done !== true;) {
      const { index, count } = next.value;
      const hashed = await unlessStopped(stop, hashing.hashItems(next.value));
      if (hashed.refused !== undefined) refuse(hashed.refused);
      pieces[index] = hashed.rows;
      items += count;
      onItems(items);
      next = await unlessStopped(stop, source.next());
    }
  };
  const started = [Promise.resolve(first), ...Array.from({ length: threads }, async () => await source.next())];
  await Promise.all(
    started.map(async (from) => {
      try {
        await hash(from);
      } catch (error) {
        // So that the others do not wait for what is not needed any more.
        failed.abort(error);
        throw error;
      }
    }),
  );
  return { pieces, perPiece: CHUNK_ITEMS };
}

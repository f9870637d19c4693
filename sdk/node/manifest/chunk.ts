/**
 * Items on their way to a worker: one piece of memory that is handed over and not copied. An item is the length of its
 * serial, the serial, the length of its signer, the signer; a length is one byte.
 */
import { requireItem, type ManifestItem } from "../../manifest/manifestItem.js";

/** Items that travel together: few enough for a quick stop, many enough that sending them costs nothing. */
export const CHUNK_ITEMS = 8_192;

/** The most that an item takes: a serial of 20 characters, a signer of 84 bytes, and their lengths. */
const ITEM_BYTES = 1 + 20 + 1 + 84;

/** Items ready to be hashed. */
export interface Chunk {
  /** Its place among the chunks of a manifest, from 0. */
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly count: number;
}

/**
 * Packs items into chunks; all but the last have {@link CHUNK_ITEMS}.
 *
 * @throws InvalidValueError naming the item that is none.
 */
export async function* chunksOf(
  items: Iterable<ManifestItem> | AsyncIterable<ManifestItem>,
): AsyncGenerator<Chunk, void> {
  let packer = new Packer(0);
  const chunkIfFull = (): Chunk | undefined => {
    if (packer.count < CHUNK_ITEMS) return undefined;
    const chunk = packer.chunk();
    packer = new Packer(chunk.index + 1);
    return chunk;
  };
  if (Symbol.asyncIterator in items) {
    for await (const item of items) {
      packer.add(item);
      const chunk = chunkIfFull();
      if (chunk !== undefined) yield chunk;
    }
  } else {
    // The same without awaiting each item, which would take longer than hashing it.
    for (const item of items) {
      packer.add(item);
      const chunk = chunkIfFull();
      if (chunk !== undefined) yield chunk;
    }
  }
  if (packer.count > 0) yield packer.chunk();
}

/** Calls back with serial and signer of each item; both are views into the chunk. */
export function forEachPacked({ bytes, count }: Chunk, call: (serial: Uint8Array, signer: Uint8Array) => void): void {
  let at = 0;
  const field = (): Uint8Array => {
    const start = at + 1;
    at = start + (bytes[at] ?? 0);
    return bytes.subarray(start, at);
  };
  for (let item = 0; item < count; item++) call(field(), field());
}

class Packer {
  count = 0;
  readonly #index: number;
  readonly #buffer = Buffer.from(new ArrayBuffer(CHUNK_ITEMS * ITEM_BYTES));
  #end = 0;

  constructor(index: number) {
    this.#index = index;
  }

  add(item: ManifestItem): void {
    requireItem(item);
    const { serial, labelSigner = "0x" } = item;
    this.#buffer[this.#end] = serial.length;
    this.#buffer.write(serial, this.#end + 1, "latin1");
    this.#end += 1 + serial.length;
    const signerBytes = (labelSigner.length - 2) / 2;
    this.#buffer[this.#end] = signerBytes;
    this.#buffer.write(labelSigner.slice(2), this.#end + 1, "hex");
    this.#end += 1 + signerBytes;
    this.count++;
  }

  chunk(): Chunk {
    return { index: this.#index, bytes: new Uint8Array(this.#buffer.buffer, 0, this.#end), count: this.count };
  }
}

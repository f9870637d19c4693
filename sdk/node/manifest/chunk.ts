/**
 * Items on their way to a worker: one piece of memory that is handed over and not copied. An item is the length of its
 * serial, the serial, the length of its signer, the signer; a length is one byte.
 */
import { requireItem, type ManifestItem } from "../../manifest/manifestItem.js";

/** Items that travel together: few enough for a quick stop, many enough that sending them costs nothing. */
export const CHUNK_ITEMS = 8_192;

const SERIAL_CHARACTERS = 20;

/** What a signer has: no bytes, an address, or an address and a P-256 key. */
const SIGNER_BYTES = [0, 20, 84];

/** The most that an item takes, with the lengths of serial and signer. */
const ITEM_BYTES = 1 + SERIAL_CHARACTERS + 1 + Math.max(...SIGNER_BYTES);

/** The signer of a plain label, and what every other begins with. */
const PLAIN = "0x";

const NO_DIGIT = 255;

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

/** Whether a serial may have a character, by its code: what `requireItem` says of each, found out once and not for every item. */
const IN_SERIALS = Uint8Array.from({ length: 128 }, (_, code) => Number(isItem({ serial: String.fromCharCode(code) })));

/** The value of a hexadecimal digit, by the code of its character. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

/** Checks and packs in one pass over the characters of an item; `requireItem` says what is wrong with one that does not pass. */
class Packer {
  count = 0;
  readonly #index: number;
  readonly #bytes = new Uint8Array(CHUNK_ITEMS * ITEM_BYTES);
  #end = 0;

  constructor(index: number) {
    this.#index = index;
  }

  add(item: ManifestItem): void {
    const { serial, labelSigner = PLAIN } = item;
    if (!this.#addSerial(serial) || !this.#addSigner(labelSigner)) {
      requireItem(item);
      throw new TypeError(`Item ${serial} passes the rules of items, and cannot be packed.`);
    }
    this.count++;
  }

  #addSerial(serial: string): boolean {
    const { length } = serial;
    if (!(length >= 1 && length <= SERIAL_CHARACTERS)) return false;
    const start = this.#end + 1;
    this.#bytes[this.#end] = length;
    for (let at = 0; at < length; at++) {
      const code = serial.charCodeAt(at);
      if (IN_SERIALS[code] !== 1) return false;
      this.#bytes[start + at] = code;
    }
    this.#end = start + length;
    return true;
  }

  #addSigner(signer: string): boolean {
    const length = (signer.length - PLAIN.length) / 2;
    if (!SIGNER_BYTES.includes(length) || !signer.startsWith(PLAIN)) return false;
    const start = this.#end + 1;
    this.#bytes[this.#end] = length;
    for (let at = 0; at < length; at++) {
      const digits = PLAIN.length + 2 * at;
      const high = DIGITS[signer.charCodeAt(digits)] ?? NO_DIGIT;
      const low = DIGITS[signer.charCodeAt(digits + 1)] ?? NO_DIGIT;
      if (high === NO_DIGIT || low === NO_DIGIT) return false;
      this.#bytes[start + at] = (high << 4) | low;
    }
    this.#end = start + length;
    return true;
  }

  chunk(): Chunk {
    return { index: this.#index, bytes: this.#bytes.subarray(0, this.#end), count: this.count };
  }
}

function isItem(item: ManifestItem): boolean {
  try {
    requireItem(item);
    return true;
  } catch {
    return false;
  }
}

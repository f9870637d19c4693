/**
 * Items on their way to a thread: the characters of their serials and signers in one piece of memory, how many each has in
 * another, both handed over and not copied. One thread packs for all, so it does no more than it must: whoever reads the items
 * checks them.
 */
import { requireItem, type ManifestItem } from "../../manifest/manifestItem.js";

/** Items that travel together: few enough for a quick stop, many enough that sending them costs nothing. */
export const CHUNK_ITEMS = 8_192;

/** Items whose characters are written at once: so few that they are still in the processor's cache, too few calls to matter. */
const ITEMS_A_WRITE = 64;

/** The most characters of a serial. */
const SERIAL_LENGTH = 20;

const ADDRESS_BYTES = 20;

/** Bytes of a signer: none, an address, or an address and a P-256 key. */
const SIGNER_BYTES = [0, ADDRESS_BYTES, 84];

/** The signer of a plain label, and what every other begins with. */
const PLAIN = "0x";

/** Characters of each signer. */
const SIGNER_LENGTHS = SIGNER_BYTES.map((bytes) => PLAIN.length + 2 * bytes);

/** The most characters of an item. */
const ITEM_LENGTH = SERIAL_LENGTH + Math.max(...SIGNER_LENGTHS);

/** Items ready to be hashed. */
export interface Chunk {
  /** Its place among the chunks of a manifest, from 0. */
  readonly index: number;
  readonly count: number;
  /** Serial and signer of each item, one after another, in UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Characters of each serial and signer. */
  readonly lengths: Uint8Array<ArrayBuffer>;
}

/**
 * Packs items into chunks; all but the last have {@link CHUNK_ITEMS}.
 *
 * @throws InvalidValueError naming an item whose serial or signer is no text, or of a length that none has.
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

/** Puts items into the memory of one chunk. */
class Packer {
  count = 0;
  readonly #index: number;
  readonly #bytes = Buffer.allocUnsafeSlow(CHUNK_ITEMS * ITEM_LENGTH);
  readonly #lengths = new Uint8Array(2 * CHUNK_ITEMS);
  #end = 0;
  /** Serial, signer, serial, signer … of items that are not written yet. */
  #fields: string[] = [];

  constructor(index: number) {
    this.#index = index;
  }

  add(item: ManifestItem): void {
    if (!isObject(item)) refuse(item);
    const { serial, labelSigner = PLAIN } = item;
    const fits = isText(serial) && serial.length <= SERIAL_LENGTH;
    if (!fits || !isText(labelSigner) || !SIGNER_LENGTHS.includes(labelSigner.length)) refuse(item);
    this.#lengths[2 * this.count] = serial.length;
    this.#lengths[2 * this.count + 1] = labelSigner.length;
    this.#fields.push(serial, labelSigner);
    this.count++;
    if (this.count % ITEMS_A_WRITE === 0) this.#write();
  }

  chunk(): Chunk {
    this.#write();
    const bytes = this.#bytes.subarray(0, this.#end);
    return { index: this.#index, count: this.count, bytes, lengths: this.#lengths };
  }

  #write(): void {
    // Characters beyond ASCII may run out of room. The first of them is where reading ends, so only the text that names it is cut.
    this.#end += this.#bytes.write(this.#fields.join(""), this.#end, "utf8");
    this.#fields = [];
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether it is text, which callers in JavaScript do not have to give. */
function isText(value: unknown): value is string {
  return typeof value === "string";
}

/**
 * Refuses an item that could not be packed or read.
 *
 * @throws InvalidValueError saying what is wrong with it.
 */
export function refuse(item: ManifestItem): never {
  requireItem(item);
  throw new TypeError(`Item ${item.serial} passes the rules of items, and cannot be packed.`);
}

const NO_DIGIT = 255;

/** Whether a serial may have a byte: what `requireItem` says of each, found out once and not for every item. */
const IN_SERIALS = Uint8Array.from({ length: 256 }, (_, code) => Number(isItem({ serial: String.fromCharCode(code) })));

/** The value of a hexadecimal digit, by its byte. */
const DIGITS = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

/** Bit 0 for a small letter, bit 1 for a capital one: what has both may have a checksum. */
const CASES = Uint8Array.from({ length: 256 }, (_, code) => {
  const text = String.fromCharCode(code);
  return Number(/[a-f]/.test(text)) | (Number(/[A-F]/.test(text)) << 1);
});
const BOTH_CASES = 3;

const [ZERO, X] = [PLAIN.charCodeAt(0), PLAIN.charCodeAt(1)];

/**
 * Calls back with serial and signer of each item, up to the first that is none.
 *
 * @param call Has both only while it runs: their memory serves the next item too.
 * @returns The first that is no item; nothing when all are.
 */
export function forEachPacked(
  { count, bytes, lengths }: Chunk,
  call: (serial: Uint8Array, signer: Uint8Array) => void,
): ManifestItem | undefined {
  // Memory for each length: a view for each item would take longer than reading it.
  const serials = Array.from({ length: SERIAL_LENGTH + 1 }, (_, length) => new Uint8Array(length));
  const signers = new Map(SIGNER_LENGTHS.map((length, at) => [length, new Uint8Array(SIGNER_BYTES[at] ?? 0)]));
  let at = 0;
  for (let item = 0; item < count; item++) {
    const serialLength = lengths[2 * item] ?? 0;
    const signerLength = lengths[2 * item + 1] ?? 0;
    const serial = serials[serialLength];
    const signer = signers.get(signerLength);
    // As long as the packer lets pass.
    if (serial === undefined || signer === undefined)
      throw new RangeError(`Item ${item} of a chunk has no such length.`);
    if (!readSerial(bytes, at, serial) || !readSigner(bytes, at + serialLength, signer)) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + at, bytes.length - at).toString();
      return {
        serial: text.slice(0, serialLength),
        labelSigner: text.slice(serialLength, serialLength + signerLength),
      };
    }
    call(serial, signer);
    at += serialLength + signerLength;
  }
  return undefined;
}

function readSerial(bytes: Uint8Array, start: number, serial: Uint8Array): boolean {
  for (let at = 0; at < serial.length; at++) {
    const code = bytes[start + at] ?? 0;
    if (IN_SERIALS[code] !== 1) return false;
    serial[at] = code;
  }
  return serial.length > 0;
}

function readSigner(bytes: Uint8Array, start: number, signer: Uint8Array): boolean {
  if (bytes[start] !== ZERO || bytes[start + 1] !== X) return false;
  const digits = start + PLAIN.length;
  let cases = 0;
  let address = 0;
  for (let at = 0; at < signer.length; at++) {
    const [highCode, lowCode] = [bytes[digits + 2 * at] ?? 0, bytes[digits + 2 * at + 1] ?? 0];
    const high = DIGITS[highCode] ?? NO_DIGIT;
    const low = DIGITS[lowCode] ?? NO_DIGIT;
    if (high === NO_DIGIT || low === NO_DIGIT) return false;
    cases |= (CASES[highCode] ?? 0) | (CASES[lowCode] ?? 0);
    if (at < ADDRESS_BYTES) address |= high | low;
    signer[at] = (high << 4) | low;
  }
  if (signer.length === 0 || (cases !== BOTH_CASES && address !== 0)) return true;
  // So few that the rules themselves are asked: what may have a checksum, and what may be the zero address.
  const end = digits + 2 * signer.length;
  return isItem({ serial: "0", labelSigner: String.fromCharCode(...bytes.subarray(start, end)) });
}

function isItem(item: ManifestItem): boolean {
  try {
    requireItem(item);
    return true;
  } catch {
    return false;
  }
}

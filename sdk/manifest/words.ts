/** Bytes of the numbers by which hashes are copied: millions of views of single hashes would cost more than hashing them. */
export const WORD = 4;

/** The same memory by words, in the machine's order of bytes: for copying alone. */
export function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / WORD);
}

/** On which side of a 64-bit number its lower half stands depends on the machine. */
const [LOW, HIGH] = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0];

/** Records in order. */
export interface SortedOrder<Memory extends ArrayBufferLike = ArrayBufferLike> {
  /** Positions; the first is that of the smallest record. */
  readonly order: Uint32Array<Memory>;
  /** Two records with the same key, if there are any. */
  readonly alike?: readonly [number, number];
}

/**
 * In which order records have to be read to be sorted: sorts 64-bit numbers made of a prefix and a position, which engines
 * do without calling back, and then only what has equal prefixes by comparison.
 *
 * @param order Where the order goes: room for every record, of which there are fewer than 2^32.
 * @param prefixOf The first 32 bits of a record's key, as an unsigned number.
 * @param compare The keys in full: negative, zero or positive.
 */
export function sortedOrder<Memory extends ArrayBufferLike>(
  order: Uint32Array<Memory>,
  prefixOf: (at: number) => number,
  compare: (a: number, b: number) => number,
): SortedOrder<Memory> {
  const count = order.length;
  const keys = new BigUint64Array(count);
  const halves = new Uint32Array(keys.buffer);
  for (let at = 0; at < count; at++) {
    halves[2 * at + LOW] = at;
    halves[2 * at + HIGH] = prefixOf(at);
  }
  keys.sort();

  for (let at = 0; at < count; at++) order[at] = halves[2 * at + LOW] ?? 0;
  let alike: readonly [number, number] | undefined;
  for (let first = 0; first < count;) {
    let end = first + 1;
    while (end < count && halves[2 * end + HIGH] === halves[2 * first + HIGH]) end++;
    if (end - first > 1) {
      const equalPrefixes = order.subarray(first, end).sort(compare);
      alike ??= neighboursAlike(equalPrefixes, compare);
    }
    first = end;
  }
  return alike === undefined ? { order } : { order, alike };
}

function neighboursAlike(
  sorted: Uint32Array,
  compare: (a: number, b: number) => number,
): readonly [number, number] | undefined {
  for (let at = 1; at < sorted.length; at++) {
    const [one = 0, other = 0] = sorted.subarray(at - 1, at + 1);
    if (compare(one, other) === 0) return [one, other];
  }
  return undefined;
}

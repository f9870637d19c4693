/** On which side of a 64-bit number its lower half stands depends on the machine. */
const [LOW, HIGH] = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0];

/**
 * In which order records have to be read to be sorted: sorts 64-bit numbers made of a prefix and a position, which engines
 * do without calling back, and then only what has equal prefixes by comparison.
 *
 * @param count Records, fewer than 2^32.
 * @param prefixOf The first 32 bits of a record's key, as an unsigned number.
 * @param compare The keys in full: negative, zero or positive.
 * @returns Positions; the first is that of the smallest record.
 */
export function sortedOrder(
  count: number,
  prefixOf: (at: number) => number,
  compare: (a: number, b: number) => number,
): Uint32Array {
  const keys = new BigUint64Array(count);
  const halves = new Uint32Array(keys.buffer);
  for (let at = 0; at < count; at++) {
    halves[2 * at + LOW] = at;
    halves[2 * at + HIGH] = prefixOf(at);
  }
  keys.sort();

  const order = new Uint32Array(count);
  for (let at = 0; at < count; at++) order[at] = halves[2 * at + LOW] ?? 0;
  for (let first = 0; first < count;) {
    let end = first + 1;
    while (end < count && halves[2 * end + HIGH] === halves[2 * first + HIGH]) end++;
    if (end - first > 1) order.subarray(first, end).sort(compare);
    first = end;
  }
  return order;
}

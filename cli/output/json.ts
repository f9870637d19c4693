/**
 * A result as the one JSON document that `--json` prints: bigints as decimal strings, moments as ISO 8601, maps as objects, sets
 * as arrays.
 *
 * @example jsonOf({ party: 3n }) // '{\n  "party": "3"\n}'
 */
export function jsonOf(document: unknown): string {
  return JSON.stringify(document, (_name, value: unknown) => plain(value), 2);
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Map) return Object.fromEntries(value);
  return value instanceof Set ? [...value] : value;
}

/**
 * A value of the SDK as JSON can hold it, and back: JSON knows neither bigints nor maps. Everything else is left as it is; what
 * is undefined is left out.
 */
export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [name: string]: Plain }
  /** A bigint, as decimal digits. */
  | { readonly bigint: string }
  /** A map, as its entries. */
  | { readonly map: readonly (readonly [Plain, Plain])[] }
  /** An object that has one of these three names and no other. */
  | { readonly object: Plain };

/** Names that stand for something: an object that has one of them for its own is marked. */
const TAGS: ReadonlySet<string> = new Set(["bigint", "map", "object"]);

/** @example toPlain(new Map([[1n, "a"]])) // { map: [[{ bigint: "1" }, "a"]] } */
export function toPlain(value: unknown): Plain {
  if (typeof value === "bigint") return { bigint: value.toString() };
  if (value instanceof Map) return { map: [...value].map(([key, one]) => [toPlain(key), toPlain(one)] as const) };
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    const object = Object.fromEntries(entries.map(([name, one]) => [name, toPlain(one)]));
    return entries.length === 1 && TAGS.has(entries[0]?.[0] ?? "") ? { object } : object;
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}

/** The value that `toPlain` made this of. What it is, is for whoever reads it to check. */
export function fromPlain(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (typeof plain !== "object" || plain === null) return plain;
  const entries = Object.entries(plain);
  const [[name, value] = [], ...others] = entries;
  if (others.length === 0 && name === "bigint" && typeof value === "string" && /^-?\d{1,78}$/.test(value)) {
    return BigInt(value);
  }
  if (others.length === 0 && name === "map" && Array.isArray(value)) {
    return new Map(
      value.map((entry: unknown): [unknown, unknown] => {
        const [key, one] = Array.isArray(entry) ? (entry as unknown[]) : [];
        return [fromPlain(key), fromPlain(one)];
      }),
    );
  }
  // What a mark stands around is an object with one member.
  const inner: unknown = value;
  const marked = others.length === 0 && name === "object" && typeof inner === "object" && inner !== null;
  // `fromEntries` defines members, so "__proto__" is one like any other.
  return Object.fromEntries(Object.entries(marked ? inner : plain).map(([key, one]) => [key, fromPlain(one)]));
}

/**
 * How GS1 application identifiers and their values are told apart in a code, those too whose values are not judged here: by the
 * first two digits (GS1 General Specifications, section 7.8).
 */

/** What of an identifier its first two digits say. */
export interface IdentifierForm {
  /** Two to four digits. */
  readonly ai: string;
  /**
   * Digits of its value where readers know them beforehand, so that no separator follows it in a code. Some other values have a
   * fixed length too, and need the separator all the same.
   */
  readonly predefinedLength?: number;
}

/** Digits of an identifier. */
const DIGITS = byStart([
  [2, "00 01 02 03 04 10 11 12 13 15 16 17 20 21 22 30 37 90 91 92 93 94 95 96 97 98 99"],
  [3, "23 24 25 40 41 42 71"],
  [4, "31 32 33 34 35 36 39 43 70 72 80 81 82"],
]);

/** Digits of its value where those are predefined. */
const PREDEFINED = byStart([
  [18, "00"],
  [14, "01 02 03"],
  [16, "04"],
  [6, "11 12 13 15 16 17 31 32 33 34 35 36"],
  [2, "20"],
  [13, "41"],
]);

/**
 * The identifier that text begins with; undefined when none that GS1 has does.
 *
 * @example identifierAt("410952012345678810LOT7") // { ai: "410", predefinedLength: 13 }
 */
export function identifierAt(text: string): IdentifierForm | undefined {
  const start = text.slice(0, 2);
  const ai = text.slice(0, DIGITS.get(start) ?? 0);
  if (ai === "" || ai.length !== DIGITS.get(start) || !/^[0-9]+$/.test(ai)) return undefined;
  const predefinedLength = PREDEFINED.get(start);
  return { ai, ...(predefinedLength === undefined ? {} : { predefinedLength }) };
}

function byStart(rows: readonly (readonly [digits: number, starts: string])[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap(([digits, starts]) => starts.split(" ").map((start) => [start, digits] as const)));
}

import { printable } from "./printable.js";

/** Characters of a text that are shown. */
const LONGEST = 100;

/** A value in a sentence, whatever it is: `"0x12"`, `1.5`, `null`, `a list`, `an object`; of long text the start. */
export function shown(value: unknown): string {
  if (typeof value === "string") return `"${printable(value, LONGEST)}"`;
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return value instanceof Date ? "a Date" : "an object";
  return String(value);
}

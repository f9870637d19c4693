import { RULES } from "../../sdk/crossReference/rules.js";
import type { Expectation } from "./expectation.js";
import type { Field } from "./field.js";

/** What must be told at the end, by the name of the goods. */
export function parseExpected(field: Field, goods: ReadonlySet<string>): Map<string, Expectation> {
  return new Map(
    field.entries().map(([name, told]) => {
      if (!goods.has(name)) {
        throw told.wrong(`"${name}" is none of the goods`, `Write one of ${[...goods].join(", ")}.`);
      }
      return [name, expectationIn(told)];
    }),
  );
}

/** `holds`, or the rules that warn and contradict: `{ warning: [recorded-in-time] }`. */
export function expectationIn(field: Field): Expectation {
  const { path } = field;
  if (!field.isMapping) {
    field.oneOf(["holds"]);
    return { path, contradiction: [], warning: [] };
  }
  const { contradiction, warning } = field.only("contradiction", "warning");
  if (!contradiction.isPresent && !warning.isPresent) {
    throw field.wrong("no rule is named", "Write `holds`, or the rules, as in `{ warning: [recorded-in-time] }`.");
  }
  return { path, contradiction: rulesIn(contradiction), warning: rulesIn(warning) };
}

function rulesIn(field: Field): string[] {
  if (!field.isPresent) return [];
  return field.items().map((item) => item.oneOf(RULES.map(({ id }) => id)));
}

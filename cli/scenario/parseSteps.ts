import type { Field } from "./field.js";
import { parseAct } from "./parseActs.js";
import { SoFar, type Declared } from "./soFar.js";
import { parseRecord } from "./parseRecord.js";
import type { ScenarioStep } from "./steps.js";

/**
 * Reads what happens, one step after another: each may name what those before it made.
 *
 * @returns The steps, and the names of all goods that there are in the end.
 */
export function parseSteps(field: Field, declared: Declared): { steps: ScenarioStep[]; goods: ReadonlySet<string> } {
  const soFar = new SoFar(declared);
  const steps = field.items().map((item): ScenarioStep => {
    const isRecord = item.entries().some(([key]) => key === "kind");
    return isRecord ? parseRecord(item, declared, soFar) : parseAct(item, declared, soFar);
  });
  return { steps, goods: soFar.goods };
}

import type { Field } from "./field.js";
import { parseAct } from "./parseActs.js";
import { SoFar, type Named } from "./named.js";
import { parseRecord } from "./parseRecord.js";
import type { ScenarioStep } from "./steps.js";

/**
 * Reads what happens, one step after another: each may name what those before it made.
 *
 * @returns The steps, and the names of all goods that there are in the end.
 */
export function parseSteps(field: Field, named: Named): { steps: ScenarioStep[]; goods: ReadonlySet<string> } {
  const soFar = new SoFar(named);
  const steps = field.items().map((item): ScenarioStep => {
    const isRecord = item.entries().some(([key]) => key === "kind");
    return isRecord ? parseRecord(item, named, soFar) : parseAct(item, named, soFar);
  });
  return { steps, goods: soFar.goods };
}

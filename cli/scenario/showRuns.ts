import { basename } from "node:path";

import { table } from "../output/show.js";
import type { Terminal } from "../output/terminal.js";
import { gasInWords } from "./report.js";
import type { Run } from "./runScenarios.js";

/** Shows how scenarios ended: a row each, then why those that did not end as they say did not. */
export function showRuns(out: Terminal, runs: readonly Run[]): void {
  table(
    out,
    ["scenario", "steps", "refused", "verdict", "gas", "seconds"],
    runs.map((run) => [
      `${mark(out, run)} ${nameOf(run)}`,
      run.steps.toString(),
      run.refused.toString(),
      verdictOf(run),
      gasInWords(run.gas),
      run.seconds.toFixed(1),
    ]),
  );
  const failed = runs.filter(({ failure }) => failure !== undefined);
  out.line();
  for (const run of failed) {
    if (run.failure === undefined) continue;
    out.paragraph(`${nameOf(run)}: ${run.failure.message}`, `${mark(out, run)} `, 2);
    out.paragraph(run.failure.toDo, "  ", 2);
  }
  const of = runs.length === 1 ? "The scenario" : `All ${runs.length} scenarios`;
  if (failed.length === 0)
    out.line(`${out.style("green", "✔")} ${of} ended as ${runs.length === 1 ? "it says" : "they say"}.`);
  else out.line(`${out.style("red", "✖")} ${failed.length} of ${runs.length} did not end as they say.`);
}

/** How many of the goods are told to hold, to warn, to contradict: "2 hold, 1 warns". */
function verdictOf({ failure, verdicts }: Run): string {
  if (failure !== undefined) return "not as it says";
  const told = [...verdicts.values()];
  const count = (verdict: string): number => told.filter((one) => one.verdict === verdict).length;
  return (["holds", "warns", "contradicted"] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${verdict}`)
    .join(", ");
}

function nameOf({ file }: Run): string {
  return basename(file, ".yaml");
}

function mark(out: Terminal, { failure }: Run): string {
  return failure === undefined ? out.style("green", "✔") : out.style("red", "✖");
}

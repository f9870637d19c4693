import { table } from "../output/show.js";
import type { Terminal } from "../output/terminal.js";
import { momentWords } from "../terms/moment.js";
import type { Change, Next } from "./change.js";

/** A change as `--json` tells it: without what only the program needs. */
export function changeDocument({ party, kind, what, next }: Change): object {
  if (!("operation" in next)) return { party, kind, what, ...next };
  return { party, kind, what, next: next.next };
}

/** Shows a plan as a table. */
export function showPlan(out: Terminal, plan: readonly Change[]): void {
  table(
    out,
    ["party", "is to be so", "now"],
    plan.map(({ party, what, next }) => [party, what, nextWords(next)]),
  );
}

function nextWords(next: Next): string {
  switch (next.next) {
    case "send":
      return "is sent";
    case "schedule":
      return "is scheduled";
    case "execute":
      return "is executed";
    case "wait":
      return `waits until ${momentWords(next.readyAt)}`;
    case "afterAdmission":
      return "after admission";
    case "otherKey":
      return `takes ${next.whose}`;
    case "conflict":
      return `cannot: ${next.reason}`;
  }
}

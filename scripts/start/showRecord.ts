import { gasInWords, recordInWords } from "../scenario/report.js";
import type { Landed } from "../scenario/recordJourney.js";
import type { Terminal } from "./terminal.js";

/** Columns from which a record fits one line. */
const WIDE = 118;

/** Shows a record as it lands: one line where the terminal is wide, two where it is not. */
export function showRecord(terminal: Terminal, landed: Landed, step: number): void {
  const { when, where, what, who, forWhom, basis } = recordInWords(landed);
  const count = String(step).padStart(2);
  const gas = gasInWords(landed.gas).padStart(8);
  const dim = (text: string) => terminal.style("dim", text);
  const shown = basis === "own" ? dim("own     ") : terminal.style("yellow", basis);

  if (terminal.width >= WIDE) {
    const cells = [dim(count), when, where.padEnd(17), terminal.style("cyan", what.padEnd(26)), who.padEnd(39)];
    terminal.line(`${cells.join("  ")} ${shown} ${gas}`);
    // Under the writer's name, in the fifth column.
    if (forWhom !== "") terminal.line(`${" ".repeat(67)}${dim(forWhom)}`);
    return;
  }
  const indent = " ".repeat(count.length + when.length + 4);
  const room = terminal.width - indent.length - basis.length - gas.length - 4;
  terminal.line(`${dim(count)}  ${when}  ${terminal.style("cyan", what.padEnd(room))}  ${shown}${gas}`);
  terminal.line(`${indent}${dim([where, [who, forWhom].join(" ").trim()].join(" · "))}`);
}

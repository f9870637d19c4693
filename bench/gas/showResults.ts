import Table from "cli-table3";

import { NO_FRAME } from "../../cli/output/noFrame.js";
import type { Terminal } from "../../cli/output/terminal.js";
import { floorOf } from "./charge.js";
import type { GasResults } from "./results.js";
import { rowOf } from "./rows.js";
import { waymarkAsPeer } from "./waymarkAsPeer.js";

const FIGURE = 11;
const VERDICT = 7;

/** Shows the figures against their bars, and beside other contracts. */
export function showResults(terminal: Terminal, { rows, sideBySide }: GasResults): void {
  terminal.heading("Gas of one, against its bar and its floor");
  show(
    terminal,
    ["", "gas", "bar", "floor", ""],
    rows.map(({ name, gas, charge }) => {
      const { bar } = rowOf(name);
      const verdict = gas <= bar.gas ? "holds" : "missed";
      return [name, digits(gas), digits(bar.gas), digits(floorOf(charge)), verdict];
    }),
  );
  terminal.heading("The same journey told to other contracts: the jobs differ");
  show(
    terminal,
    ["", "item", "one step", "five", ""],
    [waymarkAsPeer(rows), ...sideBySide].map(({ name, register, step, fiveSteps }) => [
      name.replaceAll("*", ""),
      register === undefined ? "" : digits(register),
      digits(step),
      digits(fiveSteps),
      "",
    ]),
  );
}

function show(terminal: Terminal, head: string[], rows: string[][]): void {
  const table = new Table({
    ...NO_FRAME,
    head,
    colWidths: [terminal.width - 3 * FIGURE - VERDICT, FIGURE, FIGURE, FIGURE, VERDICT],
    colAligns: ["left", "right", "right", "right", "left"],
    wordWrap: true,
  });
  table.push(...rows);
  for (const line of table.toString().split("\n")) terminal.line(line);
}

function digits(value: number): string {
  return Math.round(value).toLocaleString("en");
}

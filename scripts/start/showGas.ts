import { gasInWords } from "../scenario/report.js";
import type { Terminal } from "./terminal.js";

/** What the play cost, part by part. */
export interface GasSpent {
  /** Admission of the parties, once for all journeys. */
  readonly admission: bigint;
  /** Product, batch and consignment. */
  readonly goods: bigint;
  /** One figure a record. */
  readonly records: readonly bigint[];
}

/** Shows the totals. */
export function showGas(terminal: Terminal, { admission, goods, records }: GasSpent): void {
  const recorded = records.reduce((sum, gas) => sum + gas, 0n);
  const each = records.length === 0 ? 0n : recorded / BigInt(records.length);
  terminal.heading("Gas");
  const rows: [string, bigint][] = [
    ["parties, grants, keys and mandates, once for all journeys", admission],
    ["product, batch and consignment", goods],
    [`${records.length} records, ${gasInWords(each)} each on average`, recorded],
    ["the journey in all", goods + recorded],
  ];
  for (const [what, gas] of rows) {
    const figure = gasInWords(gas);
    terminal.line(`  ${what}${" ".repeat(Math.max(1, terminal.width - what.length - figure.length - 2))}${figure}`);
  }
}

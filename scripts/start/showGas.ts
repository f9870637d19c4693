import { gasInWords } from "../../cli/scenario/report.js";
import type { Terminal } from "../../cli/output/terminal.js";

/** What the play cost, part by part. */
export interface GasSpent {
  /** Admission of the parties, once for all journeys. */
  readonly admission: bigint;
  /** Product, batch, consignments and container. */
  readonly goods: bigint;
  /** One figure a step that the ledger took. */
  readonly steps: readonly bigint[];
  /** What was sent, and paid, by somebody who is no party. */
  readonly relayed: bigint;
}

/** Shows the totals. */
export function showGas(terminal: Terminal, { admission, goods, steps, relayed }: GasSpent): void {
  const recorded = steps.reduce((sum, gas) => sum + gas, 0n);
  const each = steps.length === 0 ? 0n : recorded / BigInt(steps.length);
  terminal.heading("Gas");
  const rows: [string, bigint][] = [
    ["parties, grants, keys and mandates, once for all journeys", admission],
    ["product, batch and what travels", goods],
    [`${steps.length} steps, ${gasInWords(each)} each on average`, recorded],
    ["of that sent by no party, for keys that hold no ether", relayed],
    ["the journey in all", goods + recorded],
  ];
  for (const [what, gas] of rows) {
    const figure = gasInWords(gas);
    terminal.line(`  ${what}${" ".repeat(Math.max(1, terminal.width - what.length - figure.length - 2))}${figure}`);
  }
}

import { table } from "./markdown.js";
import quoted from "./peers.json" with { type: "json" };
import type { Peer } from "./peers/peer.js";
import type { GasResults } from "./results.js";
import { waymarkAsPeer } from "./waymarkAsPeer.js";

/** What other contracts ask for a journey, measured and quoted, in Markdown. */
export function peersPart({ rows, sideBySide }: GasResults, charts: readonly string[]): string {
  return `### Beside other contracts

**The jobs differ.** Of what is compared here, only Waymark asks who may write this kind of record at this place, keeps custody, customs state, holds and quantities, and lets a history be checked against one slot. The others keep less of that, or none, and some keep more text. The figures say what a step costs with each, not that one replaces the other.

All were told the same journey, an item made known and five steps (Origin, ExportCleared, Departed, Arrived, Delivered), on the same chain in the same run; the second item counts, and of its steps the third.

${measuredTable([waymarkAsPeer(rows), ...sideBySide])}

Waymark makes a product, a batch and a consignment known, of which the first two serve many consignments. EAS 1.9.0 is deployed from the bytecode in its npm package, as its authors compiled it (solc 0.8.29); 100 attestations in a call would take more than the 16,777,216 gas that a transaction may have (EIP-7825), so there are 50. The two others stand in [bench/contracts](../bench/contracts) and are compiled with the compiler and settings of the ledger.

${charts.join("\n\n")}

Quoted, not part of this run: ${quoted.measured}. What each keeps is said in our words.

${quotedTable()}

Of many in a transaction: ${quoted.batched
    .map(({ name, count, gas, stores }) => `${name} ${digits(gas)} each of ${digits(count)} (${stores})`)
    .join("; ")}.`;
}

function measuredTable(peers: readonly Peer[]): string {
  return table(
    [
      "contract",
      "functions",
      "what it keeps",
      "item",
      "one step",
      "five steps",
      "item and five",
      "one of many",
      "signed",
    ],
    peers.map(({ name, functions, stores, register, step, fiveSteps, oneOfMany, signed }) => [
      name,
      functions,
      stores,
      figure(register),
      digits(step),
      digits(fiveSteps),
      digits((register ?? 0) + fiveSteps),
      oneOfMany === undefined ? "–" : `${digits(oneOfMany.gas)} (of ${oneOfMany.count})`,
      figure(signed),
    ]),
    "lllrrrrrr",
  );
}

function quotedTable(): string {
  return table(
    ["contract", "functions", "what it keeps", "item", "one step", "five steps", "item and five"],
    quoted.peers.map(({ name, functions, stores, register, step, fiveSteps }) => [
      name,
      functions,
      stores,
      digits(register),
      digits(step),
      digits(fiveSteps),
      digits(register + fiveSteps),
    ]),
    "lllrrrr",
  );
}

function figure(value: number | undefined): string {
  return value === undefined ? "–" : digits(value);
}

function digits(value: number): string {
  return value.toLocaleString("en");
}

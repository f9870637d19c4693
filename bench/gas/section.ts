import { madeInWords } from "../document.js";
import { BEYOND, floorOf, NEEDED, type Part } from "./charge.js";
import { chartsOf } from "./charts.js";
import { table } from "./markdown.js";
import { moneyPart } from "./moneyPart.js";
import { peersPart } from "./peersPart.js";
import type { GasResults, RowResult } from "./results.js";
import { isCheckpoint, MOST_BEYOND_FLOOR, rowOf } from "./rows.js";

/** Heading of each part of the gas. */
const PARTS: Readonly<Record<Part, string>> = {
  base: "transaction",
  calldata: "calldata",
  storage: "storage",
  logs: "logs",
  code: "other code",
  precompiles: "precompiles",
  again: "warm access",
  hashing: "hashing",
  computation: "computation",
};

/** The section of `docs/benchmarks.md` that is about gas, in Markdown: nothing but what the raw figures say. */
export function gasSection(results: GasResults): string {
  const [partsChart, stepChart, manyChart] = chartsOf(results).map(
    ({ file, alternative }) => `![${alternative}](benchmarks/${file})`,
  );
  const { rows, made } = results;
  return `## Gas

${madeInWords(made)} Raw figures: [benchmarks/gas.json](benchmarks/gas.json). Hardhat's chain under the rules of Osaka; gas is the same on every machine and in every run.

Everything is measured in second use: the parties have written before, and the slots that a second use finds used are used. What many share is given for one of them, rounded up.

### Bars and figures

${summaryOf(rows)}

${barsTable(rows)}

${overTheGeneral(rows)}

### Floor

The floor is what the EVM charges for what an operation cannot do without, read from the trace of its transactions: the transaction itself, calldata (EIP-2028, EIP-7623), the first access to each slot and the first write to it (EIP-2929, EIP-2200, refunds of EIP-3529 taken off), logs, the first access to each other contract, and precompiles. Beyond it are further accesses to what is warm, hashing, and computation with memory and control flow. The parts add up to the gas used.

${partsChart ?? ""}

${floorTable(rows)}

${peersPart(results, [stepChart ?? "", manyChart ?? ""])}

${moneyPart(results)}
`;
}

function summaryOf(rows: readonly RowResult[]): string {
  const held = rows.filter(({ name, gas }) => gas <= rowOf(name).bar.gas);
  const checkpoints = rows.filter(({ name }) => isCheckpoint(name));
  const over = checkpoints.filter((row) => beyondOf(row) > MOST_BEYOND_FLOOR);
  const worst = Math.max(...checkpoints.map(beyondOf));
  const reasons = over.map((row) => {
    const why = rowOf(row.name).beyond ?? "No reason is known.";
    return `  - ${row.name}, ${percent(beyondOf(row), 2)}: ${why}`;
  });
  return [
    `- ${held.length} of ${rows.length} figures hold their bar.`,
    `- A checkpoint spends ${percent(Math.min(...checkpoints.map(beyondOf)), 2)} to ${percent(worst, 2)} beyond its floor; the bar is ${percent(MOST_BEYOND_FLOOR, 0)}. ${
      over.length === 0
        ? "It holds for every kind."
        : `It holds for ${checkpoints.length - over.length} of ${checkpoints.length} kinds and is **missed** by these, for what they check beyond a plain record:`
    }`,
    ...reasons,
  ].join("\n");
}

function barsTable(rows: readonly RowResult[]): string {
  return table(
    ["operation", "gas", "bar", "", "why that much"],
    rows.map(({ name, gas }) => {
      const { bar, general } = rowOf(name);
      const verdict = gas > bar.gas ? "**missed**" : general !== undefined && gas > general.gas ? "holds ¹" : "holds";
      return [name, digits(gas), digits(bar.gas), verdict, bar.why];
    }),
    "lrrll",
  );
}

function overTheGeneral(rows: readonly RowResult[]): string {
  const over = rows.flatMap(({ name, gas }) => {
    const { bar, general } = rowOf(name);
    if (general === undefined || gas <= general.gas) return [];
    return [`- ${name}: ${digits(gas)} against ${digits(general.gas)}. ${bar.why}`];
  });
  return over.length === 0
    ? ""
    : `¹ Over the bar of its kind in general, for a reason that it has a bar of its own:\n\n${over.join("\n")}`;
}

function floorTable(rows: readonly RowResult[]): string {
  const parts = [...NEEDED, ...BEYOND];
  return table(
    ["operation", "gas", "floor", "beyond", ...parts.map((part) => PARTS[part])],
    rows.map((row) => [
      row.name,
      digits(row.gas),
      digits(floorOf(row.charge)),
      percent(beyondOf(row)),
      ...parts.map((part) => digits(row.charge[part])),
    ]),
    `lrrr${"r".repeat(parts.length)}`,
  );
}

/** Gas beyond the floor, as a part of the floor. */
function beyondOf({ charge }: RowResult): number {
  const beyond = BEYOND.reduce((sum, part) => sum + charge[part], 0);
  return beyond / floorOf(charge);
}

function digits(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function percent(part: number, decimals = 1): string {
  return `${(part * 100).toFixed(decimals)} %`;
}

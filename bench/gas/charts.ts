import { drawBarChart, type BarChart } from "../barChart.js";
import { BEYOND, floorOf, type Charge, type Part } from "./charge.js";
import quoted from "./peers.json" with { type: "json" };
import { gasOfRow, type GasResults, type RowResult } from "./results.js";
import { rowOf, type RowName } from "./rows.js";
import { waymarkAsPeer } from "./waymarkAsPeer.js";

/** A drawn chart and where it is shown. */
export interface Chart {
  /** File name under `docs/benchmarks/`. */
  readonly file: string;
  /** What it shows, for who cannot see it. */
  readonly alternative: string;
  readonly svg: string;
}

/** Blues for what the EVM charges anyway, orange for what is up to the contract. */
const PARTS: readonly { name: string; parts: readonly Part[]; light: string; dark: string }[] = [
  { name: "transaction", parts: ["base"], light: "#0a3069", dark: "#1f5aa8" },
  { name: "calldata", parts: ["calldata"], light: "#1158c7", dark: "#3b82d6" },
  { name: "storage", parts: ["storage"], light: "#4a90e2", dark: "#6ba6ec" },
  { name: "log", parts: ["logs"], light: "#8bb8f0", dark: "#9cc6f6" },
  { name: "signatures, other code", parts: ["precompiles", "code"], light: "#bdd7f5", dark: "#cfe3fb" },
  { name: "beyond the floor", parts: BEYOND, light: "#e0662b", dark: "#f0883e" },
];

/** Rows of which a short name says enough beside a bar. */
const SHOWN: Partial<Record<RowName, string>> = {
  "register a product": "register a product",
  "register a batch of 1,000,000 items": "register a batch",
  "create a consignment with one line": "create a consignment",
  "each further line of a consignment": "each further line",
  "record Departed, accepting custody": "Departed",
  "record Transshipped, across a border": "Transshipped, across a border",
  "record Received at the end of an inland leg": "Received after an inland leg",
  "record ImportDeclared under a mandate, across a border": "ImportDeclared under a mandate",
  "record ImportCleared, reported on a document": "ImportCleared, reported",
  "record Held": "Held",
  "record HoldLifted": "HoldLifted",
  "record one of 100 in a call": "one of 100 in a call",
  "record what an account signed": "signed by an account",
  "record what a P-256 key signed": "signed by a P-256 key",
  "record what a passkey signed": "signed by a passkey",
  "record one of 50 under one signature": "one of 50 signed together",
  "activate one item of 1,000,000": "activate an item",
  "pack one of 100 consignments into a container": "pack one of 100",
};

const OURS = { name: "Waymark", light: "#1158c7", dark: "#4a90e2" };
const BESIDE = { name: "measured in the same run", light: "#8a6d3b", dark: "#c9a86a" };
const QUOTED = { name: "quoted, measured before", light: "#9aa4ae", dark: "#6e7781" };

/** All charts of the gas section. */
export function chartsOf(results: GasResults): readonly Chart[] {
  return [partsChart(results.rows), stepChart(results), manyChart(results)];
}

function partsChart(rows: readonly RowResult[]): Chart {
  const shown = rows.flatMap((row) => {
    const label = SHOWN[row.name];
    return label === undefined ? [] : [{ label, row }];
  });
  const chart: BarChart = {
    title: "Where the gas of each operation goes, and its bar",
    unit: "gas",
    series: PARTS,
    limitName: "bar",
    rows: shown.map(({ label, row }) => ({
      label,
      values: PARTS.map(({ parts }) => sumOf(row.charge, parts)),
      limit: rowOf(row.name).bar.gas,
    })),
  };
  const most = Math.max(...shown.map(({ row }) => row.gas / floorOf(row.charge) - 1));
  return {
    file: "gas-parts.svg",
    alternative: `Stacked bars of ${shown.length} operations: what the EVM charges anyway, and at most ${Math.ceil(most * 100)} % beyond it. The figures are in the table below.`,
    svg: drawBarChart(chart),
  };
}

function stepChart({ rows, sideBySide }: GasResults): Chart {
  const bars = [
    { label: "Waymark", values: [waymarkAsPeer(rows).step, 0, 0] },
    ...sideBySide.map(({ name, step }) => ({ label: name, values: [0, step, 0] })),
    ...quoted.peers.map(({ name, step }) => ({ label: name, values: [0, 0, step] })),
  ].sort((a, b) => sum(a.values) - sum(b.values));
  return {
    file: "gas-step.svg",
    alternative:
      "Bars of the gas of one step of a journey in Waymark and other contracts. The figures are in the tables below.",
    svg: drawBarChart({
      title: "One step of a journey: the jobs differ, see the tables",
      unit: "gas of one step",
      series: [OURS, BESIDE, QUOTED],
      rows: bars,
    }),
  };
}

function manyChart({ rows, sideBySide }: GasResults): Chart {
  const ours = (name: RowName, label: string) => ({ label, values: [gasOfRow(rows, name), 0, 0] });
  const bars = [
    ours("record one of 100 in a call", "Waymark, one of 100 records"),
    ours("record one of 50 under one signature", "Waymark, one of 50 signed together"),
    ...sideBySide.flatMap(({ name, oneOfMany }) =>
      oneOfMany === undefined
        ? []
        : [{ label: `${name}, one of ${oneOfMany.count.toLocaleString("en")}`, values: [0, oneOfMany.gas, 0] }],
    ),
    ...quoted.batched.map(({ name, count, gas }) => ({
      label: `${name}, one of ${count.toLocaleString("en")}`,
      values: [0, 0, gas],
    })),
  ].sort((a, b) => sum(a.values) - sum(b.values));
  return {
    file: "gas-many.svg",
    alternative: "Bars of the gas of one of many steps in a transaction. The figures are in the tables below.",
    svg: drawBarChart({
      title: "One of many in a transaction: the jobs differ, see the tables",
      unit: "gas of one of them",
      series: [OURS, BESIDE, QUOTED],
      rows: bars,
    }),
  };
}

function sumOf(charge: Charge, parts: readonly Part[]): number {
  return sum(parts.map((part) => charge[part]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

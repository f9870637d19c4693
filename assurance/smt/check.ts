import { spawnSync } from "node:child_process";

import { compile, read, type Sources } from "./compile.js";
import { generateTable } from "./generateTable.js";
import type { Fault } from "./properties.js";
import { readRows } from "./readRows.js";

/** What the model checker says of a property's assertion. */
export type Outcome = "proved" | "refuted" | "unknown";

export const PROPERTIES_FILE = "assurance/smt/Properties.sol";
const TABLE = "assurance/smt/Table.sol";
/** Seconds that z3 may take for one assertion. */
const LIMIT = 900;
/** As solc's own wrapper calls z3 for Horn clauses. */
const Z3 = [
  "-smt2",
  "-in",
  `-T:${LIMIT}`,
  "rewriter.pull_cheap_ite=true",
  "fp.spacer.q3.use_qgen=true",
  "fp.spacer.mbqi=false",
  "fp.spacer.ground_pobs=false",
];
/** solc's codes: an assertion is violated or may be; an assertion is safe. */
const VIOLATED = "6328";
const SAFE = "9576";

/** The version of the solver, such as "Z3 version 4.8.12 - 64 bit"; undefined where there is none. */
export function solverVersion(): string | undefined {
  const { status, stdout } = spawnSync("z3", ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * The sources to check: the table of kinds in plain Solidity, made from the real one, with a fault in it where one is given.
 *
 * @throws Error when the fault's text does not stand in its file exactly once.
 */
export async function sourcesWith(fault?: Fault): Promise<Sources> {
  const faulty = fault === undefined ? new Map<string, string>() : new Map([[fault.file, seed(fault)]]);
  return new Map([...faulty, [TABLE, generateTable(await readRows(faulty))]]);
}

/** The text of a file with the fault in it. */
export function seed({ what, file, from, to }: Fault): string {
  const parts = read(file).split(from);
  const [before, after] = parts;
  if (before === undefined || after === undefined || parts.length !== 2) {
    throw new Error(`"${what}" cannot be put into ${file}: "${from}" stands there ${String(parts.length - 1)} times.`);
  }
  return before + to + after;
}

/**
 * Has solc's model checker prove or refute a property (engine CHC: for any number of transactions).
 *
 * @param sources those of `sourcesWith`.
 */
export function check(number: number, sources: Sources): Outcome {
  const { name, replaced } = sourcesOf(number, sources);
  const settings = {
    modelChecker: {
      engine: "chc",
      targets: ["assert"],
      solvers: ["smtlib2"],
      contracts: { [PROPERTIES_FILE]: [name] },
      showProvedSafe: true,
      timeout: 0,
    },
  };
  const { errors = [] } = compile(PROPERTIES_FILE, replaced, settings, solve);
  const violations = errors.filter(({ errorCode }) => errorCode === VIOLATED);
  if (violations.some(({ message }) => message.includes("happens here"))) return "refuted";
  return violations.length === 0 && errors.some(({ errorCode }) => errorCode === SAFE) ? "proved" : "unknown";
}

/** The name of a property's contract, and the sources with it alone in its file: the checker encodes all that it sees. */
export function sourcesOf(number: number, sources: Sources): { readonly name: string; readonly replaced: Sources } {
  const name = `P${String(number).padStart(2, "0")}`;
  return { name, replaced: new Map([...sources, [PROPERTIES_FILE, only(name)]]) };
}

function only(name: string): string {
  const [head = "", ...contracts] = read(PROPERTIES_FILE).split(/^(?=contract )/m);
  const contract = contracts.find((each) => each.startsWith(`contract ${name} `));
  if (contract === undefined) throw new Error(`${PROPERTIES_FILE} has no contract ${name}.`);
  return head + contract;
}

function solve(query: string): string {
  // z3 exits with 1 where it has no model to show, and has answered all the same.
  return spawnSync("z3", Z3, { input: query, encoding: "utf8", maxBuffer: 2 ** 30 }).stdout;
}

import { createHash } from "node:crypto";

import type { Work } from "../../scripts/runNamed.js";
import { Journal } from "../journal.js";
import { writeReport } from "../report.js";
import { check, solverVersion, sourcesWith, type Outcome } from "./check.js";
import { read, type Sources } from "./compile.js";
import { counterexampleOf } from "./counterexample.js";
import { PROPERTIES, type Property } from "./properties.js";

interface Entry {
  readonly number: number;
  readonly seeded: boolean;
  readonly seconds: number;
  readonly outcome: Outcome;
  /** The records that fail the assertion, where one is seeded. */
  readonly counterexample: readonly string[];
}

export const smt: Work = {
  summary: "proves the table of kinds with solc's model checker and z3, and refutes each proof on a fault",
  run: async (args) => {
    const solver = solverVersion();
    if (solver === undefined) {
      process.stderr.write(
        "z3 is not installed, and nothing is proved without it: install it (Debian: apt-get install z3).\n",
      );
      return 2;
    }
    const sound = await sourcesWith();
    const journal = await Journal.open<Entry>("smt", keyOf(solver, sound), args.includes("--again"));
    for (const property of PROPERTIES) {
      for (const seeded of [false, true]) {
        const known = journal.entries.find((entry) => entry.number === property.number && entry.seeded === seeded);
        if (known !== undefined && known.outcome !== "unknown") continue;
        const started = Date.now();
        const sources = seeded ? await sourcesWith(property.fault) : sound;
        const outcome = check(property.number, sources);
        const seconds = Math.round((Date.now() - started) / 1000);
        const counterexample = seeded ? await counterexampleOf(property.number, sources) : [];
        await journal.add({ number: property.number, seeded, seconds, outcome, counterexample });
        const subject = seeded ? property.fault.what : property.promise;
        process.stdout.write(`${property.number} ${outcome} in ${seconds} s: ${subject}\n`);
      }
    }
    await writeReport("smt", "The table of kinds, proved", "npm run deep -- smt", body(journal.entries, solver));
    return journal.entries.every(({ seeded, outcome }) => outcome === (seeded ? "refuted" : "proved")) ? 0 : 1;
  },
};

/** What the verdicts depend on: the solver, the harness, the table as it is, and the faults. */
function keyOf(solver: string, sound: Sources): string {
  const faults = PROPERTIES.map(({ number, fault: { file, from, to } }) => [number, file, from, to]);
  const parts = [solver, read("assurance/smt/Journey.sol"), read("assurance/smt/Properties.sol"), [...sound], faults];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

function body(entries: readonly Entry[], solver: string): string {
  const of = (number: number, seeded: boolean): Entry | undefined =>
    entries.findLast((entry) => entry.number === number && entry.seeded === seeded);
  const proved = entries.filter(({ seeded, outcome }) => !seeded && outcome === "proved").length;
  const refuted = entries.filter(({ seeded, outcome }) => seeded && outcome === "refuted").length;
  const total = String(PROPERTIES.length);
  const row = ({ number, promise, fault }: Property): string =>
    `| ${number} | ${promise} | ${said(of(number, false))} | ${fault.what} | ${said(of(number, true))} |`;
  const example = ({ number, fault }: Property): string =>
    `### ${number}: ${fault.what}\n\n\`\`\`text\n${(of(number, true)?.counterexample ?? []).join("\n")}\n\`\`\``;
  return `**${proved} of ${total} properties proved, ${refuted} of ${total} refuted on a seeded fault.**

solc's model checker turns a harness into Horn clauses (engine CHC), and ${solver} solves them: a property that is proved holds
for every record and, where it speaks of goods, after any number of records.

What is checked is the table of kinds, \`contracts/types/KindTable.sol\`. Its rows are packed in bits, in which the solver gets
lost: with the real files it gives up. So the rows are read from the compiled table and written as plain comparisons
(\`assurance/smt/generateTable.ts\`), and how they are applied is restated in booleans (\`assurance/smt/Journey.sol\`). Tests
(\`test/assurance/smt.test.ts\`) compare the rows with those of a deployed ledger, bit by bit, and the restatement with the
judgement that all tests of records use. Places, times, what is inside containers and what corrections take back are not
modelled; the [invariants](../../test/invariants/README.md) try those. Nothing here is a proof of the whole contract.

Each fault is put into a copy of its file in memory, where the same assertion must fail.

| | property | real table | with this fault | verdict |
|---|---|---|---|---|
${PROPERTIES.map(row).join("\n")}

## Counterexamples

The solver says that each fault fails, not how. So the same contract is run on an EVM with records at random until its
assertion fails: these are the records that were taken, the last of which fails it. The facts in brackets are those of
\`Journey.sol\`.

${PROPERTIES.map(example).join("\n\n")}`;
}

function said(entry: Entry | undefined): string {
  return entry === undefined ? "not run" : `${entry.outcome}, ${entry.seconds} s`;
}

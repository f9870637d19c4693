/**
 * Tries mutants with the Solidity suites, each with those of the file that it mirrors: `solidityWorker.ts UNTIL`. Those tests
 * keep nothing, so that one run without a mutant vouches for all deaths.
 */
import hre from "hardhat";

import { soliditySuites } from "../solidity/suites.js";
import { readManifest } from "./manifest.js";
import { openRecords } from "./records.js";

const [until = Infinity] = process.argv.slice(2).map(Number);
const records = await openRecords();
const { mutants } = await readManifest();

for (const suite of await soliditySuites()) {
  const file = suite.replace(/^test\/(.*)\.t\.sol$/, "contracts/$1.sol");
  const tried = new Set(
    records.entries.flatMap((entry) =>
      entry.kind === "killed" || (entry.kind === "passed" && entry.suite === suite) ? [entry.mutant] : [],
    ),
  );
  // The bits of the table are so many that only suites which try one in no time can try them all.
  const left = mutants.filter(({ id, file: of, operator }) => of === file && operator !== "table" && !tried.has(id));
  if (left.length === 0 || Date.now() > until) continue;
  if (!(await passes(suite, 0))) throw new Error(`${suite} fails without any mutant.`);
  for (const { id } of left) {
    if (Date.now() > until) break;
    if (await passes(suite, id)) await records.add({ kind: "passed", mutant: id, suite, limit: Infinity });
    else await records.add({ kind: "killed", mutant: id, suite, test: "" });
  }
}
process.exit();

async function passes(suite: string, mutant: number): Promise<boolean> {
  // Solidity tests cannot be told of a mutant by a request: see switch.ts. Hardhat reads its profiles for every run.
  const profile: { coinbase?: string } | undefined = hre.config.test.solidity.profiles.default;
  if (profile === undefined) throw new Error("Hardhat has no profile for Solidity tests.");
  profile.coinbase = `0x${mutant.toString(16).padStart(40, "0")}`;
  const task = hre.tasks.getTask(["test", "solidity"]);
  const result: unknown = await silently(() => task.run({ testFiles: [suite], noCompile: true }));
  return typeof result === "object" && result !== null && "success" in result && result.success === true;
}

/** Without what a run says: a failing test is what is hoped for. */
async function silently<Result>(work: () => Promise<Result>): Promise<Result> {
  const write = process.stdout.write.bind(process.stdout);
  type Written = (error?: Error | null) => void;
  process.stdout.write = (_text: unknown, encoding?: BufferEncoding | Written, written?: Written) => {
    const done = typeof encoding === "function" ? encoding : written;
    done?.();
    return true;
  };
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}

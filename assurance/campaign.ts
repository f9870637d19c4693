/** `npm run deep -- campaign`: the invariants and the fuzz tests in Solidity, longer than a test run may. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";

import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatUserConfig } from "hardhat/types/config";

import config from "../hardhat.config.js";
import type { Work } from "../scripts/runNamed.js";
import { Waymark__factory } from "../typechain-types/factories/contracts/Waymark__factory.js";
import { reportOf, type Slice } from "./campaign/report.js";
import { Journal } from "./journal.js";
import { writeReport } from "./report.js";

const ROOT = join(import.meta.dirname, "..");
const INVARIANTS = "test/invariants/Invariants.t.sol";
/** The invariants run in slices, each from a seed of its own, so that an interrupted campaign goes on. */
const SLICES = 16;
const RUNS_OF_A_SLICE = 16;
const DEPTH = 100;
const FUZZ_RUNS = 10_000;
const COMMAND = "npm run deep -- campaign";
/** Where a run of the invariants tells what it has reached; the test contract writes a line there. */
const TOLD = join(ROOT, "cache", "deep", "campaign", "reached.txt");

const work: Work = {
  summary: `the invariants at ${String(SLICES * RUNS_OF_A_SLICE)} runs of ${String(DEPTH)} calls, and fuzz tests at ${String(FUZZ_RUNS)}`,
  run: async (args) => {
    const journal = await Journal.open<Slice>("campaign", await keyOfSources(), args.includes("--again"));
    for (const { name, run } of await slices()) {
      if (journal.entries.some((entry) => entry.name === name)) continue;
      const slice = await run();
      if (slice.failed !== 0) {
        process.stderr.write(`${name} failed: see above.\n`);
        return 1;
      }
      await journal.add(slice);
    }
    const body = reportOf(journal.entries, RUNS_OF_A_SLICE, DEPTH, FUZZ_RUNS);
    process.stdout.write(`${await writeReport("campaign", "Long campaigns of the Solidity tests", COMMAND, body)}\n`);
    return 0;
  },
};
export default work;

/** What can be done by itself, in order: the invariants from each seed, and each file of fuzz tests. */
async function slices(): Promise<{ name: string; run: () => Promise<Slice> }[]> {
  const invariants = Array.from({ length: SLICES }, (_, index) => {
    const name = `invariants, seed ${String(index + 1)}`;
    return { name, run: () => runInvariants(name, index + 1) };
  });
  const files = (await solidityTests()).filter((file) => file !== INVARIANTS);
  return [...invariants, ...files.map((file) => ({ name: file, run: () => runFile(file, file, 1) }))];
}

async function runInvariants(name: string, seed: number): Promise<Slice> {
  await mkdir(join(TOLD, ".."), { recursive: true });
  await rm(TOLD, { force: true });
  process.env.WAYMARK_CAMPAIGN = TOLD;
  const slice = await runFile(name, INVARIANTS, seed, "invariant");
  const lines = (await readFile(TOLD, "utf8")).trim().split("\n");
  const reached = lines.map((line) => {
    const [actions = [], kinds = []] = line.split(";").map((list) => list.split(",").map(Number));
    return { actions, kinds };
  });
  return { ...slice, reached };
}

/** Runs a file of tests with more runs than the project's configuration says. */
async function runFile(name: string, file: string, seed: number, grep?: string): Promise<Slice> {
  const longer: HardhatUserConfig = {
    ...config,
    test: {
      ...config.test,
      solidity: {
        fuzz: { runs: FUZZ_RUNS, seed: `0x${seed.toString(16).padStart(64, "0")}` },
        invariant: { runs: RUNS_OF_A_SLICE, depth: DEPTH },
        fsPermissions: { writeFile: [TOLD] },
      },
    },
  };
  const hre = await createHardhatRuntimeEnvironment(longer, {}, ROOT);
  const task = hre.tasks.getTask(["test", "solidity"]);
  const options = { testFiles: [join(ROOT, file)], ...(grep === undefined ? {} : { grep }) };
  // What the task of this version of Hardhat returns; its type is not published.
  const result = (await task.run(options)) as TaskResult;
  const { suiteResults } = result.success ? result.value : result.error;
  const passed = suiteResults.flatMap(({ testResults }) => testResults).filter(({ status }) => status === "Success");
  return { name, passed: passed.length, failed: result.success && passed.length > 0 ? 0 : 1, reached: [] };
}

interface Results {
  readonly suiteResults: readonly { readonly testResults: readonly { readonly status: string }[] }[];
}

type TaskResult =
  { readonly success: true; readonly value: Results } | { readonly success: false; readonly error: Results };

async function solidityTests(): Promise<string[]> {
  const files = await readdir(join(ROOT, "test"), { recursive: true });
  return files
    .filter((file) => file.endsWith(".t.sol"))
    .map((file) => relative(ROOT, join(ROOT, "test", file)))
    .sort();
}

/** What results depend on: the ledger's code and all tests in Solidity. */
async function keyOfSources(): Promise<string> {
  const hash = createHash("sha256").update(Waymark__factory.bytecode);
  const files = (await readdir(join(ROOT, "test"), { recursive: true })).filter((file) => file.endsWith(".sol"));
  for (const file of files.sort()) hash.update(await readFile(join(ROOT, "test", file)));
  return hash.digest("hex").slice(0, 16);
}

/**
 * Tries mutants with the properties of the Solidity suites, each with those of the file that it mirrors: `propertyWorker.ts
 * UNTIL`. The suites are deployed and their functions called on a chain that stays, with arguments of a fixed seed: Hardhat's
 * own runner reads the whole build again for every run, which takes a thousand times as long as most mutants live.
 */
import fc from "fast-check";
import hre, { network } from "hardhat";

import { soliditySuites } from "../solidity/suites.js";
import { argumentsOf } from "./arguments.js";
import { bringToLife, takeReached } from "./life.js";
import { readManifest } from "./manifest.js";
import { openRecords } from "./records.js";

const RUNS = 256;
const SEED = 7;
/** A loop that a mutant makes endless is a death, and should be a short one: Hardhat keeps a trace of it. */
const GAS = "0x1312d00";

const [until = Infinity] = process.argv.slice(2).map(Number);
const records = await openRecords();
const { mutants } = await readManifest();
const { ethers } = await network.create();

/** A call of a test, which reverts when what it promises does not hold. */
interface Call {
  readonly name: string;
  readonly to: string;
  readonly data: string;
}

for (const suite of await soliditySuites()) {
  const file = suite.replace(/^test\/(.*)\.t\.sol$/, "contracts/$1.sol");
  const tried = new Set(
    records.entries.flatMap((entry) =>
      entry.kind === "killed" || (entry.kind === "passed" && entry.suite === suite) ? [entry.mutant] : [],
    ),
  );
  // The bits of the table are for the suite that compares each of them.
  const left = mutants.filter(({ id, file: of, operator }) => of === file && operator !== "table" && !tried.has(id));
  if (left.length === 0 || Date.now() > until) continue;
  await bringToLife("recording");
  const calls = await callsOf(suite);
  takeReached();
  const unsound = await failureOf(calls);
  const reached = takeReached();
  // These tests keep nothing: one run without a mutant vouches for all deaths.
  if (unsound !== undefined) throw new Error(`${unsound} of ${suite} fails without any mutant.`);
  for (const { id, point } of left) {
    if (Date.now() > until) break;
    if (!reached.has(point)) continue;
    await bringToLife(id);
    const test = await failureOf(calls);
    if (test === undefined) await records.add({ kind: "passed", mutant: id, suite, limit: calls.length });
    else await records.add({ kind: "killed", mutant: id, suite, test });
  }
}
process.exit();

/** The calls of all tests of a suite, one of each in turn, so that the one that kills is soon among them. */
async function callsOf(suite: string): Promise<Call[]> {
  const names = [...(await hre.artifacts.getAllFullyQualifiedNames())].filter((name) => name.startsWith(`${suite}:`));
  const rounds: Call[][] = Array.from({ length: RUNS }, () => []);
  for (const name of names) {
    const contract = await ethers.deployContract(name);
    const to = await contract.getAddress();
    contract.interface.forEachFunction((test) => {
      if (!test.name.startsWith("test")) return;
      const samples = fc.sample(argumentsOf(test.inputs), { numRuns: test.inputs.length === 0 ? 1 : RUNS, seed: SEED });
      for (const [round, sample] of samples.entries()) {
        rounds[round]?.push({ name: test.name, to, data: contract.interface.encodeFunctionData(test, sample) });
      }
    });
  }
  return rounds.flat();
}

/** The first test that does not hold. */
async function failureOf(calls: readonly Call[]): Promise<string | undefined> {
  for (const { name, to, data } of calls) {
    try {
      await ethers.provider.send("eth_call", [{ to, data, gas: GAS }]);
    } catch {
      return name;
    }
  }
  return undefined;
}

import { AbiCoder, Interface } from "ethers";

import { decodeRule } from "../../sdk/rule.js";
import { Kind, namesOf, Role, ROLE_NAMES } from "../../sdk/vocabulary.js";
import { PROPERTIES_FILE, sourcesOf } from "./check.js";
import type { Sources } from "./compile.js";
import { startHarness, type Harness } from "./harness.js";
import { readRows } from "./readRows.js";

const SETS = ["witnesses", "custodians", "nexts", "agents"] as const;
const FACTS = ["byLines", "emptied", "here", "same", "placer"];
const ABI = new Interface([
  "function write(uint8,uint8,uint8,bool,bool,bool,bool,bool)",
  "function check(uint8)",
  "function check(uint8,uint8)",
]);
/** What a failed assertion reverts with: Panic(1). */
const PANIC = /^0x4e487b710*1$/;
/** How many goods are tried, and how many records about each. */
const [GOODS, RECORDS] = [2_000, 40];

/**
 * Runs a property on the EVM until its assertion fails: on every row, or on goods about which records are written at random.
 * What the solver refutes is thereby seen to happen, step by step.
 *
 * @param sources those of `sourcesWith` a fault.
 * @returns the records that lead there, the last of which fails the assertion; none when it was not found to fail.
 */
export async function counterexampleOf(number: number, sources: Sources): Promise<string[]> {
  const { name, replaced } = sourcesOf(number, sources);
  const harness = await startHarness(PROPERTIES_FILE, name, replaced);
  const text = replaced.get(PROPERTIES_FILE) ?? "";
  if (text.includes("function check(")) return await failingRow(harness, text.includes("Role role"));
  const writers = (await readRows(sources)).flatMap((row, kind) => {
    const rule = decodeRule(row);
    return SETS.flatMap((set, capacity) => rule[set].map((role) => [kind, Role[role], capacity] as const));
  });
  const journey = async (): Promise<string[] | undefined> => {
    const domestic = Math.random() < 0.5;
    await harness.create(AbiCoder.defaultAbiCoder().encode(["bool"], [domestic]));
    const taken = [domestic ? "domestic goods" : "goods for abroad"];
    for (let tries = 0; tries < RECORDS; tries += 1) {
      const writer = writers[Math.floor(Math.random() * writers.length)];
      if (writer === undefined) return undefined;
      const facts = FACTS.map(() => Math.random() < 0.5);
      const { reverted, data } = await harness.call(ABI.encodeFunctionData("write", [...writer, ...facts]));
      if (!reverted || PANIC.test(data)) taken.push(said(writer, facts));
      if (PANIC.test(data)) return taken;
    }
    return undefined;
  };
  for (let goods = 0; goods < GOODS; goods += 1) {
    const found = await journey();
    if (found !== undefined) return found;
  }
  return [];
}

async function failingRow(harness: Harness, byRole: boolean): Promise<string[]> {
  await harness.create();
  for (const kind of namesOf(Kind)) {
    for (const role of byRole ? ROLE_NAMES : [undefined]) {
      const data =
        role === undefined
          ? ABI.encodeFunctionData("check(uint8)", [Kind[kind]])
          : ABI.encodeFunctionData("check(uint8,uint8)", [Kind[kind], Role[role]]);
      if (PANIC.test((await harness.call(data)).data)) return [role === undefined ? kind : `${kind} by ${role}`];
    }
  }
  return [];
}

function said([kind, role, capacity]: readonly [number, number, number], facts: readonly boolean[]): string {
  const beside = FACTS.filter((_, index) => facts[index]).join(", ");
  return `${namesOf(Kind)[kind] ?? ""} by ${namesOf(Role)[role] ?? ""} (${SETS[capacity] ?? ""}; ${beside})`;
}

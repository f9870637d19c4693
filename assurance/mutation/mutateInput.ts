import { getCoverageLibrary } from "@nomicfoundation/edr/coverage";
import type { CompilerInput } from "hardhat/types/solidity";

import { analyse, type Complaint } from "../solidity/analyse.js";
import { ourFile } from "../solidity/ourFile.js";
import { rewrite } from "../solidity/rewrite.js";
import type { Mutant } from "./mutant.js";
import { schemataOf, type Schemata } from "./schemata.js";
import { SWITCH_FILE, SWITCH_IMPORT, switchSource } from "./switch.js";

export interface Mutated {
  readonly input: CompilerInput;
  readonly mutants: readonly Mutant[];
  /** What the compiler does not take, so that nobody can write it either. */
  readonly refused: readonly Mutant[];
}

const ROUNDS = 20;

/** Sources with their mutants inside, by name and content. */
export type Mutants = Map<string, Schemata & { readonly content: string; readonly refused: readonly Mutant[] }>;

/**
 * Puts all mutants into what is about to be compiled. What does not compile is found by asking solc for its types, and taken
 * out again.
 *
 * @param done what was done before, which is not done again: Hardhat prepares an input for each file that it builds, and
 * most hold the same sources.
 * @param dead ids of mutants that are not put in.
 */
export function mutateInput(
  input: CompilerInput,
  done: Mutants = new Map(),
  dead: ReadonlySet<number> = new Set(),
): Mutated {
  const ours = Object.entries(input.sources).filter(([name]) => ourFile(name) !== undefined);
  const todo = ours.filter(([name, { content }]) => !done.has(`${name} ${content}`));
  const library = getCoverageLibrary();
  const sources: CompilerInput["sources"] = {
    ...input.sources,
    [library.filename]: { content: library.content },
    [SWITCH_FILE]: { content: switchSource(library.filename) },
  };
  const before = ours.flatMap(([name, { content }]) => {
    const known = done.get(`${name} ${content}`);
    if (known !== undefined) sources[name] = { content: known.content };
    return known ?? [];
  });
  const added = todo.length === 0 ? [] : mutateSources(input, sources, todo, dead);
  for (const [index, [name, { content }]] of todo.entries()) {
    const schemata = added[index];
    if (schemata === undefined) continue;
    sources[name] = { content: schemata.content };
    done.set(`${name} ${content}`, schemata);
  }
  const all = [...before, ...added];
  return {
    input: { ...input, sources },
    mutants: all.flatMap(({ mutants }) => mutants),
    refused: all.flatMap(({ refused }) => refused),
  };
}

type Sources = CompilerInput["sources"];

/** The sources to do with their mutants inside, as many of them as compile together with the others. */
function mutateSources(
  input: CompilerInput,
  others: Sources,
  todo: readonly (readonly [name: string, source: { readonly content: string }])[],
  dead: ReadonlySet<number>,
): (Schemata & { content: string; refused: readonly Mutant[] })[] {
  const { trees, errors } = analyse(input);
  if (errors[0] !== undefined) throw new Error(errors[0].formattedMessage ?? errors[0].message);
  const refused = new Map<number, Mutant>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const sources: Sources = { ...others };
    const added = todo.map(([name, { content }]) => {
      const file = ourFile(name);
      const tree = trees.get(name);
      if (file === undefined || tree === undefined) throw new Error(`solc gave no tree of ${name}.`);
      const schemata = schemataOf(file, content, tree, { refused: new Set(refused.keys()), dead });
      const mutated = schemata.wraps.length === 0 ? content : rewrite(content, schemata.wraps) + SWITCH_IMPORT;
      sources[name] = { content: mutated };
      return { ...schemata, content: mutated, refused: [...refused.values()].filter((each) => each.file === file) };
    });
    const complaints = analyse({ ...input, sources }).errors;
    if (complaints.length === 0) return added;
    const mutants = added.flatMap((each) => each.mutants);
    const before = refused.size;
    for (const complaint of complaints) {
      const culprit = culpritOf(complaint, sources, mutants);
      if (culprit !== undefined) refused.set(culprit.id, culprit);
    }
    if (refused.size === before)
      throw new Error(complaints[0]?.formattedMessage ?? "solc refuses the mutated sources.");
  }
  throw new Error(`After ${ROUNDS} rounds solc still refuses mutants.`);
}

/** The mutant whose choice the complaint is about: the first one chosen in that part, or the last one before it. */
function culpritOf(
  complaint: Complaint,
  sources: CompilerInput["sources"],
  mutants: readonly Mutant[],
): Mutant | undefined {
  const { file, start, end } = complaint.sourceLocation ?? { file: "", start: 0, end: 0 };
  const bytes = Buffer.from(sources[file]?.content ?? "");
  const inside = /__m\((\d+)\)/.exec(bytes.toString("utf8", start, end))?.[1];
  const id = inside ?? [...bytes.toString("utf8", 0, start).matchAll(/(?:__m\(|case )(\d+)/g)].at(-1)?.[1];
  return mutants.find((mutant) => mutant.id === Number(id));
}

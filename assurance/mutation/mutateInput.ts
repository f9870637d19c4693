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

/**
 * Puts all mutants into what is about to be compiled. What does not compile is found by asking solc for its types, and taken
 * out again.
 */
export function mutateInput(input: CompilerInput): Mutated {
  const { trees, errors } = analyse(input);
  if (errors[0] !== undefined) throw new Error(errors[0].formattedMessage ?? errors[0].message);
  const library = getCoverageLibrary();
  const added = {
    [library.filename]: { content: library.content },
    [SWITCH_FILE]: { content: switchSource(library.filename) },
  };
  const refused = new Map<number, Mutant>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const schemata: Schemata[] = [];
    const sources: CompilerInput["sources"] = { ...input.sources, ...added };
    for (const [name, { content }] of Object.entries(input.sources)) {
      const file = ourFile(name);
      const tree = trees.get(name);
      if (file === undefined || tree === undefined) continue;
      const found = schemataOf(file, content, tree, new Set(refused.keys()));
      schemata.push(found);
      if (found.wraps.length > 0) sources[name] = { content: rewrite(content, found.wraps) + SWITCH_IMPORT };
    }
    const mutants = schemata.flatMap((each) => each.mutants);
    const mutated = { ...input, sources };
    const complaints = analyse(mutated).errors;
    if (complaints.length === 0) return { input: mutated, mutants, refused: [...refused.values()] };
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

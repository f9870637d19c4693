import { createRequire } from "node:module";

import type { CompilerInput } from "hardhat/types/solidity";

import { isNode, type Node } from "./ast.js";

/** What solc has against a source. */
export interface Complaint {
  readonly severity: string;
  readonly message: string;
  readonly formattedMessage?: string;
  readonly sourceLocation?: { readonly file: string; readonly start: number; readonly end: number };
}

interface Answer {
  readonly errors?: readonly Complaint[];
  readonly sources?: Readonly<Record<string, { readonly ast?: unknown }>>;
}

interface Solc {
  compile(input: string): string;
}

// It has no types of its own that fit an ES module.
const solc = createRequire(import.meta.url)("solc") as Solc;

/** The syntax trees of all sources, with types, and what is wrong with them; no code is generated. */
export function analyse(input: CompilerInput): { trees: Map<string, Node>; errors: Complaint[] } {
  const settings = { remappings: input.settings.remappings, outputSelection: { "*": { "": ["ast"] } } };
  // What solc answers is described in its documentation, "Output Description".
  const answer = JSON.parse(solc.compile(JSON.stringify({ ...input, settings }))) as Answer;
  const trees = new Map<string, Node>();
  for (const [file, { ast }] of Object.entries(answer.sources ?? {})) if (isNode(ast)) trees.set(file, ast);
  return { trees, errors: (answer.errors ?? []).filter(({ severity }) => severity === "error") };
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import type { InterfaceAbi } from "ethers";
import hre from "hardhat";

const require = createRequire(import.meta.url);
const FOLDER = join(import.meta.dirname, "..", "..", "contracts");

/** What a contract is deployed from. */
export interface Compiled {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

/** Solidity's compiler in JavaScript, as its package gives it: standard JSON in and out. */
interface Solc {
  compile(input: string, callbacks: { import: (path: string) => { contents: string } }): string;
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts: Readonly<
    Record<string, Readonly<Record<string, { abi: InterfaceAbi; evm: { bytecode: { object: string } } }>>>
  >;
}

/**
 * Compiles a contract of `bench/contracts/` with the compiler and settings of the ledger. Hardhat does not know of these:
 * nobody who builds the ledger waits for them.
 *
 * @throws Error with what the compiler complains of.
 */
export function compile(name: string): Compiled {
  const solc = require("solc") as Solc;
  const [compiler] = hre.config.solidity.profiles.default?.compilers ?? [];
  if (compiler === undefined) throw new Error("The Hardhat configuration names no compiler.");
  const file = `${name}.sol`;
  const input = {
    language: "Solidity",
    sources: { [file]: { content: readFileSync(join(FOLDER, file), "utf8") } },
    settings: { ...(compiler.settings as object), outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } } },
  };
  const read = (path: string): { contents: string } => ({ contents: readFileSync(require.resolve(path), "utf8") });
  // Standard JSON, as the compiler documents it.
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read })) as Output;
  const errors = output.errors?.filter(({ severity }) => severity === "error") ?? [];
  const compiled = output.contracts[file]?.[name];
  if (errors.length > 0 || compiled === undefined) {
    throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join("\n") || `${file} has no ${name}.`);
  }
  return { abi: compiled.abi, bytecode: `0x${compiled.evm.bytecode.object}` };
}

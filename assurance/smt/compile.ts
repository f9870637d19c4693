import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** A source as the compiler asks for it: a path from the root of the repository, and its text. */
export type Sources = ReadonlyMap<string, string>;

/** What the compiler says. */
export interface CompilerMessage {
  readonly severity: "error" | "warning" | "info";
  readonly errorCode?: string;
  readonly message: string;
  readonly formattedMessage: string;
}

interface Output {
  readonly errors?: readonly CompilerMessage[];
  readonly contracts?: Readonly<
    Record<string, Readonly<Record<string, { readonly evm: { readonly bytecode: { readonly object: string } } }>>>
  >;
}

interface Solc {
  compile(
    input: string,
    callbacks: {
      import: (path: string) => { contents: string };
      smtSolver?: (query: string) => { contents: string };
    },
  ): string;
}

// solc has no types; the calls used are those of its README.
const solc = createRequire(import.meta.url)("solc") as Solc;
const ROOT = join(import.meta.dirname, "..", "..");

/** A file's text; its path is from the root of the repository. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/**
 * Compiles a file with the compiler of the lock file, in memory.
 *
 * @param replaced sources that stand in for the files of these paths.
 * @param settings of solc's standard JSON input.
 * @param smtSolver answers the model checker's queries.
 * @throws Error with the compiler's words when the sources do not compile.
 */
export function compile(
  path: string,
  replaced: Sources,
  settings: object,
  smtSolver?: (query: string) => string,
): Output {
  const contentOf = (file: string): string => replaced.get(file) ?? read(file);
  const input = { language: "Solidity", sources: { [path]: { content: contentOf(path) } }, settings };
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), {
      import: (file) => ({ contents: contentOf(file) }),
      ...(smtSolver === undefined ? {} : { smtSolver: (query) => ({ contents: smtSolver(query) }) }),
    }),
  ) as Output;
  const errors = output.errors?.filter(({ severity }) => severity === "error") ?? [];
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join("\n"));
  return output;
}

/**
 * The code that creates a contract of the file; "0x" and hexadecimal digits.
 *
 * @throws Error when the file has no such contract, or does not compile.
 */
export function creationOf(path: string, name: string, replaced: Sources): string {
  const settings = {
    evmVersion: "osaka",
    // A row has more parts than the plain pipeline has stack for.
    viaIR: true,
    outputSelection: { [path]: { [name]: ["evm.bytecode.object"] } },
  };
  const code = compile(path, replaced, settings).contracts?.[path]?.[name]?.evm.bytecode.object;
  if (code === undefined) throw new Error(`${path} has no contract ${name}.`);
  return `0x${code}`;
}

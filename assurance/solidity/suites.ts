import { readdir } from "node:fs/promises";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

/** Folders of test/ whose suites drive the contracts; gas, deployment and the SDK's own suites say nothing more of them. */
const DRIVING = /^(?:annex|containers|journeys|libraries|proofs|registers|storage|types|[^/]*$)/;

/** Everything that is compiled for these suites: the invariants' handlers are not. */
const COMPILED = /^(?:contracts|test\/(?:libraries|mocks|types))\/.*\.sol$/;

/** The TypeScript suites that drive the contracts, from the root of the repository. */
export async function suites(): Promise<string[]> {
  const files = await readdir(join(ROOT, "test"), { recursive: true });
  return files
    .filter((file) => file.endsWith(".test.ts") && DRIVING.test(file))
    .sort()
    .map((file) => `test/${file}`);
}

/** The Solidity suites. */
export async function soliditySuites(): Promise<string[]> {
  return (await solidityFiles()).filter((file) => file.endsWith(".t.sol"));
}

/** The Solidity files to build, from the root of the repository. */
export async function solidityFiles(): Promise<string[]> {
  const files = ["contracts", "test"].map(async (folder) =>
    (await readdir(join(ROOT, folder), { recursive: true })).map((file) => `${folder}/${file}`),
  );
  return (await Promise.all(files))
    .flat()
    .filter((file) => COMPILED.test(file))
    .sort();
}

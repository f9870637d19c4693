import { packagesOf, type LockFile } from "./lockFile.js";

/** Licences (SPDX) that let anybody use, change and pass on what is built with a package, for naming its authors. */
const PERMISSIVE = new Set([
  "0BSD",
  "Apache-2.0",
  "Apache-2.0 WITH LLVM-exception",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "Python-2.0",
]);

/** Licences of tools alone, none of which is passed on with the product, and why each will do. */
const TOOLS: Readonly<Record<string, string>> = {
  "CC-BY-4.0": "tables of browsers, read by a tool",
  "LGPL-3.0": "a contract that tests deploy from its package, as it is",
  "MPL-2.0": "a tool used as it is: the licence binds changes of its own files",
};

/** Packages that declare no licence where npm looks for it: what they say elsewhere. */
const UNDECLARED: Readonly<Record<string, string>> = {
  // Its LICENSE file.
  "node_modules/@nomicfoundation/ignition-ui": "MIT",
  // The older field "licenses" of its package.json.
  "node_modules/memorystream": "MIT",
};

/**
 * Packages whose licence the project does not take: permissive ones may be anything; tools may have those of `TOOLS` too.
 *
 * @returns sentences; none when all is well.
 */
export function licenceFaults(lock: LockFile): string[] {
  const found: string[] = [];
  for (const [path, { license, dev = false, devOptional = false }] of packagesOf(lock)) {
    const said = license ?? UNDECLARED[path];
    if (said === undefined) {
      found.push(`${path} declares no licence: find it out and add it to UNDECLARED.`);
    } else if (!isTaken(said, (each) => PERMISSIVE.has(each) || ((dev || devOptional) && TOOLS[each] !== undefined))) {
      found.push(`${path} is under ${said}: do without it, or add the licence with a reason.`);
    }
  }
  return found;
}

/**
 * An SPDX expression of one level, "(MIT OR Apache-2.0)" or "MIT AND ISC"; one that is nested is not taken.
 *
 * @example isTaken("(MIT OR GPL-3.0-only)", (each) => each === "MIT") // true
 */
export function isTaken(expression: string, takes: (licence: string) => boolean): boolean {
  const plain = expression.replace(/^\((.*)\)$/, "$1");
  if (plain.includes(" OR ")) return plain.split(" OR ").some(takes);
  return plain.split(" AND ").every(takes);
}

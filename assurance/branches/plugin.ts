import { getCoverageLibrary } from "@nomicfoundation/edr/coverage";
import { definePlugin } from "hardhat/plugins";
import type { SolidityHooks } from "hardhat/types/hooks";

import { analyse } from "../solidity/analyse.js";
import { ourFile } from "../solidity/ourFile.js";
import { rewrite } from "../solidity/rewrite.js";
import { PROBE_FILE, PROBE_IMPORT, probeSource, probesOf, type Branch } from "./probes.js";

/** A statement that Hardhat's own coverage has put a probe before. */
export interface Statement {
  /** What the probe reports, in hexadecimal digits. */
  readonly tag: string;
  readonly file: string;
  readonly line: number;
}

/** Every branch of what this process has built, by its id. */
export const branches = new Map<number, Branch>();

/** Every statement of it, by its tag. */
export const statements = new Map<string, Statement>();

/** Adds to what Hardhat's coverage reports, a hit for each statement, one for each outcome of every condition. */
export const branchCoverage = definePlugin({
  id: "waymark-branch-coverage",
  hookHandlers: {
    solidity: () => Promise.resolve({ default: () => Promise.resolve({ preprocessSolcInputBeforeBuilding }) }),
  },
});

const preprocessSolcInputBeforeBuilding: SolidityHooks["preprocessSolcInputBeforeBuilding"] = async (
  context,
  given,
  next,
) => {
  // Hardhat's own probes are in the sources already; their library comes with this.
  const library = getCoverageLibrary();
  const input = { ...given, sources: { ...given.sources, [library.filename]: { content: library.content } } };
  const { trees, errors } = analyse(input);
  if (errors[0] !== undefined) throw new Error(errors[0].formattedMessage ?? errors[0].message);
  const sources: typeof input.sources = { ...given.sources, [PROBE_FILE]: { content: probeSource(library.filename) } };
  for (const [name, { content }] of Object.entries(given.sources)) {
    const file = ourFile(name);
    const tree = trees.get(name);
    if (file === undefined || tree === undefined) continue;
    for (const statement of statementsOf(file, content)) statements.set(statement.tag, statement);
    const found = probesOf(file, content, tree);
    for (const branch of found.branches) branches.set(branch.id, branch);
    if (found.wraps.length > 0) sources[name] = { content: rewrite(content, found.wraps) + PROBE_IMPORT };
  }
  return await next(context, { ...given, sources });
};

function statementsOf(file: string, source: string): Statement[] {
  return source.split("\n").flatMap((text, index) =>
    [...text.matchAll(/sendHit\(0x([0-9a-f]{64})\)/g)].map(([, tag]) => {
      return { tag: tag ?? "", file, line: index + 1 };
    }),
  );
}

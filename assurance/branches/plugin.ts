import { getCoverageLibrary } from "@nomicfoundation/edr/coverage";
import { definePlugin } from "hardhat/plugins";
import type { SolidityHooks } from "hardhat/types/hooks";
import type { CompilerInput } from "hardhat/types/solidity";

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
  const library = getCoverageLibrary();
  const sources: CompilerInput["sources"] = {
    ...given.sources,
    [PROBE_FILE]: { content: probeSource(library.filename) },
  };
  const ours = Object.entries(given.sources).filter(([name]) => ourFile(name) !== undefined);
  if (ours.some(([name, { content }]) => !probed.has(`${name} ${content}`))) {
    // Hardhat's own probes are in the sources already; their library comes with this.
    probe({ ...given, sources: { ...given.sources, [library.filename]: { content: library.content } } });
  }
  for (const [name, { content }] of ours) {
    sources[name] = { content: probed.get(`${name} ${content}`) ?? content };
  }
  return await next(context, { ...given, sources });
};

/** Sources with their probes inside, by name and content: Hardhat prepares an input for each file that it builds. */
const probed = new Map<string, string>();

function probe(input: CompilerInput): void {
  const { trees, errors } = analyse(input);
  if (errors[0] !== undefined) throw new Error(errors[0].formattedMessage ?? errors[0].message);
  for (const [name, { content }] of Object.entries(input.sources)) {
    const file = ourFile(name);
    const tree = trees.get(name);
    if (file === undefined || tree === undefined) continue;
    for (const statement of statementsOf(file, content)) statements.set(statement.tag, statement);
    const found = probesOf(file, content, tree);
    for (const branch of found.branches) branches.set(branch.id, branch);
    probed.set(`${name} ${content}`, found.wraps.length > 0 ? rewrite(content, found.wraps) + PROBE_IMPORT : content);
  }
}

function statementsOf(file: string, source: string): Statement[] {
  return source.split("\n").flatMap((text, index) =>
    [...text.matchAll(/sendHit\(0x([0-9a-f]{64})\)/g)].map(([, tag]) => {
      return { tag: tag ?? "", file, line: index + 1 };
    }),
  );
}

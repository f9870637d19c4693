import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

import { HARDHAT_FLOOR, NODE_TO_DO, nodeProblem } from "../nodeVersion.js";
import { UsageError } from "../usageError.js";

/** Waymark's repository, with what deploys in it. */
export interface Repository {
  /** Absolute path. */
  readonly folder: string;
  /** Hardhat's program. */
  readonly hardhat: string;
}

/** What only the repository has. */
const MARKS = ["hardhat.config.ts", "scripts/deploy.ts", "modules/Waymark.ts"];

/**
 * The repository around a folder, on a Node.js on which Hardhat deploys from it.
 *
 * @throws UsageError "RepositoryMissing" outside of it, "HardhatMissing" where its dependencies are not installed, "NodeTooOld".
 */
export function findRepository(cwd: string, nodeVersion: string = process.versions.node): Repository {
  const problem = nodeProblem(nodeVersion, { what: "Hardhat, which deploys,", floor: HARDHAT_FLOOR });
  if (problem !== undefined) throw new UsageError("NodeTooOld", problem, NODE_TO_DO);
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (MARKS.every((mark) => existsSync(join(folder, mark)))) return { folder, hardhat: hardhatIn(folder) };
    if (folder === dirname(folder)) break;
  }
  throw new UsageError(
    "RepositoryMissing",
    `${resolve(cwd)} is not in Waymark's repository, which has the contracts that are deployed.`,
    "Clone the repository and run `npm run waymark -- deploy` in it.",
  );
}

function hardhatIn(folder: string): string {
  try {
    const found = createRequire(join(folder, "package.json")).resolve("hardhat/package.json");
    return join(dirname(found), "dist/src/cli.js");
  } catch (cause) {
    throw new UsageError(
      "HardhatMissing",
      `Hardhat, which deploys, is not installed in ${folder}.`,
      "Run `npm ci` there; an installation without the development dependencies has no Hardhat.",
      { cause },
    );
  }
}

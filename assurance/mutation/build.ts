/**
 * Builds Solidity files with every mutant inside: `build.ts FILES`; a process of its own, for a process configures Hardhat
 * once.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";

import hre from "hardhat";

await hre.tasks.getTask("build").run({ files: process.argv.slice(2), force: true, quiet: true });
// With these Hardhat finds the line of every revert, which takes several times as long as the tests: nobody reads it here.
await rm(join(hre.config.paths.artifacts, "build-info"), { recursive: true });

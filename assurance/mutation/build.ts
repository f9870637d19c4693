/**
 * Builds Solidity files with every mutant inside: `build.ts FILES`; a process of its own, for a process configures Hardhat
 * once.
 */
import hre from "hardhat";

await hre.tasks.getTask("build").run({ files: process.argv.slice(2), force: true, quiet: true });

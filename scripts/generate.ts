/**
 * Writes every generated file of the repository anew: `npm run generate`.
 * Run through `hardhat run`, which has built the contracts before.
 */
import { rm } from "node:fs/promises";

import hre from "hardhat";

import { generateAddresses } from "./generate-addresses.js";
import { generateCli } from "./generate-cli.js";
import { generateKinds } from "./generate-kinds.js";
import { generateErrors } from "./generate-errors.js";
import { generateLedger } from "./generate-ledger.js";
import { generatePlaces } from "./generate-places.js";
import { generateRules } from "./generate-rules.js";
import { generateStandards } from "./generate-standards.js";

const { outDir } = hre.config.typechain;
if (outDir === undefined) throw new Error("hardhat.config.ts names no folder for the typed bindings.");

// A build writes the bindings of every contract but leaves those of a contract that is gone.
await rm(outDir, { recursive: true, force: true });
await hre.tasks.getTask("build").run({ quiet: true });

await generateAddresses();
await generatePlaces();
await generateKinds();
await generateLedger();
await generateRules();
await generateErrors();
await generateStandards();
await generateCli();

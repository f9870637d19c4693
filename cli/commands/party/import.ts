import type { Command } from "commander";
import type { Cli } from "../../program.js";
export function addPartyImport(_party: Command, _cli: Cli): void {}

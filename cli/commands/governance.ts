import type { Command } from "commander";

import type { Cli } from "../program.js";
import { addLedgerWide } from "./governance/ledgerWide.js";
import { addGovernanceRole } from "./governance/role.js";
import { addScheduled } from "./governance/scheduled.js";

/** Governance: what waits for its delay, what governs the ledger as a whole, and who governs. */
export function addGovernanceCommands(program: Command, cli: Cli): void {
  const governance = program
    .command("governance")
    .description("See what is scheduled, execute or cancel it, and govern territories and successors.");
  addScheduled(governance, cli);
  addLedgerWide(governance, cli);
  addGovernanceRole(governance, cli);
}

import type { Command } from "commander";

import type { Cli } from "../program.js";
import { addBatchRegister } from "./batch/register.js";
import { addBatchShow } from "./batch/show.js";

/** Batches: what was made, and how much of it. */
export function addBatchCommands(program: Command, cli: Cli): void {
  const batch = program
    .command("batch")
    .description("Register batches (lots), with the list of their items, and show them.");
  addBatchRegister(batch, cli);
  addBatchShow(batch, cli);
}

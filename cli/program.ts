/**
 * The tree of commands.
 *
 * A noun is a file in `commands/`, and its function adds the group to the program; it stands in the list below. Of a command
 * such a file says:
 *
 * - its words: `command("register")`, a description in one sentence, arguments and options, each with its own description;
 *   values that cannot be right are refused by the parser of the argument (`terms/`), with an InvalidValueError that names
 *   them;
 * - examples, at least one: `withExamples(command, { what, words })`; the help, `docs/cli.md` and the tests read them;
 * - what it does: `.action(action(cli, async (session, options, ...args) => …))`. The session reaches the ledger
 *   (`session.reader()`, `session.writer()`), asks (`session.ask`) and shows the result once (`session.show.result(document,
 *   words)`), which is all that `--json` needs. Errors are thrown; `run.ts` tells them and makes the exit code. An
 *   action that ends with a verdict returns its exit code.
 *
 * A command that writes adds its options with `withWriting(command)` and hands its operation to `write(session, options, …)` in
 * `writing.ts`, or, where governance may delay it, to `govern(…)` in `governing.ts`.
 *
 * A test runs the whole program in its process: `run(args, io)` with streams of its own, see `test/support/cli.ts`.
 */
import { Command, Option } from "commander";

import { addBatchCommands } from "./commands/batch.js";
import { addCaptureCommand } from "./commands/capture.js";
import { addCheckpointCommands } from "./commands/checkpoint.js";
import { addCompletionCommand } from "./commands/completion.js";
import { addConsignmentCommands } from "./commands/consignment.js";
import { addCorrectCommand } from "./commands/correct.js";
import { addDeployCommand } from "./commands/deploy.js";
import { addDeploymentCommands } from "./commands/deployment.js";
import { addDoctorCommand } from "./commands/doctor.js";
import { addEvidenceCommands } from "./commands/evidence.js";
import { addExportCommands } from "./commands/export.js";
import { addGovernanceCommands } from "./commands/governance.js";
import { addInitCommand } from "./commands/init.js";
import { addItemCommands } from "./commands/item.js";
import { addKeystoreCommands } from "./commands/keystore.js";
import { addLabelCommands } from "./commands/label.js";
import { addMandateCommands } from "./commands/mandate.js";
import { addPartyCommands } from "./commands/party.js";
import { addPrefixCommands } from "./commands/prefix.js";
import { addProductCommands } from "./commands/product.js";
import { addRecallCommands } from "./commands/recall.js";
import { addRecoveryCommands } from "./commands/recovery.js";
import { addScenarioCommands } from "./commands/scenario.js";
import { addSignerCommands } from "./commands/signer.js";
import { addTraceCommand } from "./commands/trace.js";
import { addVerifyCommand } from "./commands/verify.js";
import { addWatchCommand } from "./commands/watch.js";
import { VARIABLES } from "./config/settings.js";
import { EXIT_CODES, ExitCode } from "./exit.js";
import { Terminal } from "./output/terminal.js";
import type { Io } from "./io.js";
import { KEY_SOURCES } from "./keys/parseKeySource.js";
import { addressTerm } from "./terms/address.js";
import { partyTerm } from "./terms/party.js";
import { urlTerm } from "./terms/url.js";

/** What commands are built with: the world, and what they leave behind. */
export interface Cli {
  readonly io: Io;
  readonly outcome: { exitCode: ExitCode };
}

/** The groups, in the order of the help. */
const GROUPS: readonly ((program: Command, cli: Cli) => void)[] = [
  addInitCommand,
  addDoctorCommand,
  addDeployCommand,
  addDeploymentCommands,
  addKeystoreCommands,
  addPartyCommands,
  addSignerCommands,
  addMandateCommands,
  addPrefixCommands,
  addRecoveryCommands,
  addGovernanceCommands,
  addProductCommands,
  addBatchCommands,
  addLabelCommands,
  addItemCommands,
  addConsignmentCommands,
  addCheckpointCommands,
  addCorrectCommand,
  addRecallCommands,
  addTraceCommand,
  addVerifyCommand,
  addEvidenceCommands,
  addCaptureCommand,
  addExportCommands,
  addWatchCommand,
  addScenarioCommands,
  addCompletionCommand,
];

/** The program: its tree, and what running it left. */
export interface Program extends Cli {
  readonly command: Command;
}

/** Builds the program for a world; it neither reads nor writes anything yet. */
export function buildProgram(io: Io): Program {
  const cli: Cli = { io, outcome: { exitCode: ExitCode.Holds } };
  const out = new Terminal(io.stdout);
  const program = new Command("waymark")
    .description("An open ledger for the journey of imported goods: operate it, write to it, and check what it says.")
    .usage("[options] <command>")
    .option("--json", "print one JSON document on stdout, and errors as JSON on stderr")
    .addOption(globalOption("--config <file>", "configuration; unless said the nearest waymark.json", "config"))
    .addOption(globalOption("--rpc <url>", "JSON-RPC address of a node of the chain", "rpc").argParser(urlTerm))
    .addOption(globalOption("--address <address>", "the ledger", "address").argParser(addressTerm))
    .addOption(globalOption("--party <party>", "the party that writes, by number or URI", "party").argParser(partyTerm))
    .addOption(globalOption("--key <source>", `where the key is: ${KEY_SOURCES}`, "key"))
    .option("--verbose", "show the stack of an error")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // Told by run.ts, with the exit code.
      writeErr: () => undefined,
      outputError: () => undefined,
      getOutHelpWidth: () => out.width,
      getOutHasColors: () => false,
    })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError(false)
    .addHelpText(
      "after",
      `\nExit codes:\n${Object.entries(EXIT_CODES)
        .map(([code, meaning]) => `  ${code}  ${meaning}`)
        .join("\n")}`,
    );
  for (const add of GROUPS) add(program, cli);
  return { ...cli, command: program };
}

function globalOption(flags: string, description: string, name: keyof typeof VARIABLES): Option {
  return new Option(flags, `${description} (or ${VARIABLES[name]})`);
}

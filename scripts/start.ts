/** `npm start`: plays an import journey on a local chain, shows it, verifies it and keeps the chain open. */
import { join } from "node:path";

import { exitCodeOf } from "./commandLine.js";
import { HELP, readOptions } from "./start/options.js";
import { run } from "./start/run.js";
import { Terminal } from "../cli/output/terminal.js";

const SCENARIO = join(import.meta.dirname, "..", "scenarios", "infant-formula.yaml");

/** Exit codes: 0 the verdict holds, 1 it does not or the journey was refused, 2 the arguments mean nothing. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, SCENARIO);
  if (options === undefined) {
    process.stdout.write(HELP);
    return 0;
  }
  return (await run(options, new Terminal(process.stdout))) ? 0 : 1;
}

process.exitCode = await exitCodeOf(() => main(process.argv.slice(2)));

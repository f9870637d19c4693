import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";

import type { Command } from "commander";

import { action } from "../action.js";
import { CONFIG_FILE, type Config } from "../config/config.js";
import { askConfig } from "../config/askConfig.js";
import { withExamples } from "../examples.js";
import type { Cli } from "../program.js";
import { UsageError } from "../usageError.js";
import { agree } from "../writing.js";

interface InitOptions {
  readonly network?: string;
  readonly yes?: true;
}

/** The configuration of a folder. */
export function addInitCommand(program: Command, cli: Cli): void {
  const command = program
    .command("init")
    .description(
      "Make waymark.json, which says where the ledger is and which key writes; asks for what no option says.",
    )
    .option("--network <name>", "what people call the chain")
    .option("--yes", "ask nothing: leave out what no option says, and overwrite the file")
    .action(
      action(cli, async (session, options: InitOptions) => {
        const file = resolve(session.io.cwd, session.options.config ?? CONFIG_FILE);
        if (existsSync(file)) await agree(session, options, `${file} is there already. Overwrite it?`);
        const config = await askConfig(session, options);
        await write(file, config);
        session.show.result({ file, config }, (out) => {
          out.line(`${out.style("green", "✔")} ${relative(session.io.cwd, file) || file} is written.`);
          out.line("  `waymark doctor` checks it.");
        });
      }),
    );
  withExamples(
    command,
    { what: "be asked", words: "" },
    {
      what: "say all, as in a script",
      words:
        "--rpc http://127.0.0.1:8545 --address 0x5FbDB2315678afecb367f032d93F642f64180aa3 --key keystore:keys/operator.json --yes",
    },
  );
}

async function write(file: string, config: Config): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(config, undefined, 2)}\n`);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(
      "FileUnwritable",
      `${file} cannot be written (${code ?? "unknown"}).`,
      "Run it in a folder that you may write to.",
      { cause },
    );
  }
}

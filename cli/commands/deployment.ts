import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import type { Command } from "commander";

import { checkDeployment } from "../../sdk/deployment/checkDeployment.js";
import { parseDeploymentRecord } from "../../sdk/deployment/record.js";
import { action } from "../action.js";
import { showReport } from "../deployment/showReport.js";
import { withExamples } from "../examples.js";
import { ExitCode } from "../exit.js";
import type { Cli } from "../program.js";
import { UsageError } from "../usageError.js";

/** Deployments: that what stands on a chain is what its record says. */
export function addDeploymentCommands(program: Command, cli: Cli): void {
  const deployment = program.command("deployment").description("Check what is deployed on a chain.");
  const verify = deployment
    .command("verify")
    .description("Hold the record of a deployment against the chain: code, creation, parts, roles and delays.")
    .argument("<record>", "deployments/<network>.json of the repository")
    .action(
      action(cli, async (session, _options: object, file: string) => {
        const record = parseDeploymentRecord(file, await textOf(resolve(session.io.cwd, file)));
        const provider = await session.provider();
        const report = await session.show.during(
          "Reading the deployment",
          () => checkDeployment(provider, record),
          ({ checks }) => `${checks.length} checks made`,
        );
        session.show.result(report, (out) => {
          showReport(out, report);
        });
        return report.holds ? ExitCode.Holds : ExitCode.Fails;
      }),
    );
  withExamples(
    verify,
    { what: "with any node of the chain", words: "deployments/sepolia.json --rpc https://rpc.example" },
    { what: "for a program, which reads `holds`", words: "deployments/sepolia.json --json" },
  );
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new UsageError("RecordMissing", `The record ${file} cannot be read.`, "Name one that is there.", { cause });
  }
}

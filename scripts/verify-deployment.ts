/**
 * Holds the chain against `deployments/<network>.json`, and that against what this checkout builds:
 * `npm run verify:deployment -- --network <name>`. Exit code 0 when all is as recorded, 1 when something differs, 2 when the
 * network or its record is not there, 3 when the chain does not answer or is another one.
 */
import { join } from "node:path";

import { config, globalOptions } from "hardhat";

import { ExitCode } from "../cli/exit.js";
import { showReport } from "../cli/deployment/showReport.js";
import { Terminal } from "../cli/output/terminal.js";
import { checkDeployment } from "../sdk/deployment/checkDeployment.js";
import { parseDeploymentRecord } from "../sdk/deployment/record.js";
import { FatalError } from "../sdk/errors.js";
import { checkBuild } from "./deployment/checkBuild.js";
import { connectTo } from "./deployment/connectTo.js";
import { runScript } from "./deployment/runScript.js";
import { setting } from "./deployment/setting.js";
import { readIfPresent } from "./deployment/site.js";

async function main(): Promise<void> {
  const { network } = globalOptions;
  const connection = await connectTo(network, "verify:deployment");
  const file = join(setting("WAYMARK_DEPLOYMENTS") ?? join(config.paths.root, "deployments"), `${network}.json`);
  const text = await readIfPresent(file);
  if (text === undefined) {
    throw new FatalError({
      name: "RecordMissing",
      message: `No deployment is recorded for ${network}: there is no ${file}.`,
      toDo: "Deploy there first, or set WAYMARK_DEPLOYMENTS to the folder of the record.",
    });
  }
  const record = parseDeploymentRecord(file, text);
  const report = await checkDeployment(connection.ethers.provider, record);
  const built = await checkBuild(record);
  const holds = report.holds && built.every(({ difference }) => difference === undefined);
  showReport(new Terminal(process.stdout), { ...report, holds, checks: [...built, ...report.checks] });
  if (!holds) process.exitCode = ExitCode.Fails;
}

await runScript(main);

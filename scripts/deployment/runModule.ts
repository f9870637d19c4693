import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import { deploy, DeploymentResultType, type DeploymentResult } from "@nomicfoundation/ignition-core";
import { artifacts } from "hardhat";

import { FatalError } from "../../sdk/errors.js";
import waymarkModule, { type WaymarkParameters } from "../../modules/Waymark.js";
import { mendAddresses } from "./mendAddresses.js";
import { reportProgress } from "./progress.js";
import type { Site } from "./site.js";
import { trackUnnoted } from "./trackUnnoted.js";

/**
 * Lets Ignition run the module, or finish it: every step is in the journal before it is sent.
 *
 * Ignition's own task is not used because it asks and stops silently without a terminal, and shows its steps only there.
 */
export async function runModule(site: Site, salt: string, parameters: WaymarkParameters): Promise<void> {
  const { connection, deployer, journal, say } = site;
  const { ignition } = connection.networkConfig;
  await mendAddresses(journal);
  await trackUnnoted(site);
  const result = await deploy({
    provider: connection.provider,
    artifactResolver: new HardhatArtifactResolver(artifacts),
    deploymentDir: journal,
    executionEventListener: reportProgress(say),
    ignitionModule: waymarkModule,
    deploymentParameters: { [waymarkModule.id]: parameters },
    accounts: [deployer],
    defaultSender: deployer,
    strategy: "create2",
    strategyConfig: { salt },
    ...(ignition.maxFeePerGasLimit === undefined ? {} : { maxFeePerGasLimit: ignition.maxFeePerGasLimit }),
    ...(ignition.maxPriorityFeePerGas === undefined ? {} : { maxPriorityFeePerGas: ignition.maxPriorityFeePerGas }),
  });
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw failureOf(result, site);
}

type FailedDeployment = Exclude<DeploymentResult, { type: DeploymentResultType.SUCCESSFUL_DEPLOYMENT }>;

function failureOf(result: FailedDeployment, { name, journal }: Site): FatalError {
  switch (result.type) {
    case DeploymentResultType.EXECUTION_ERROR: {
      const failures = [
        ...result.failed.map(({ futureId, error }) => `${futureId} failed (${error})`),
        ...result.held.map(({ futureId, reason }) => `${futureId} is held (${reason})`),
        ...result.timedOut.map(({ futureId }) => `${futureId} was not mined in time`),
      ];
      return new FatalError({
        name: "DeploymentStopped",
        message: `The deployment on ${name} stopped: ${failures.join("; ")}.`,
        toDo: "Mend the reason and run the same command again: it goes on from there.",
      });
    }
    case DeploymentResultType.RECONCILIATION_ERROR:
      return new FatalError({
        name: "DeploymentChanged",
        message: `What is to be deployed differs from what the journal in ${journal} began: ${listed(result.errors)}.`,
        toDo: "Go back to the code and the settings it began with, or move that folder away and begin again.",
      });
    case DeploymentResultType.PREVIOUS_RUN_ERROR:
      return new FatalError({
        name: "DeploymentFailedBefore",
        message: `A step of the earlier run on ${name} failed: ${listed(result.errors)}.`,
        toDo: "Run `npm run hardhat -- ignition wipe` for the named step, then run this again.",
      });
    case DeploymentResultType.VALIDATION_ERROR:
      return new FatalError({
        name: "DeploymentInvalid",
        message: `The module cannot be deployed: ${listed(result.errors)}.`,
        toDo: "Please report it.",
      });
  }
}

function listed(errors: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(errors)
    .map(([future, reasons]) => `${future} (${reasons.join(", ")})`)
    .join("; ");
}

/**
 * Deploys the ledger, or finishes what an interrupt left: `npm run deploy -- --network <name>`. See docs/deployment.md for
 * the settings, which are environment variables because Hardhat passes a script no arguments.
 */
import { createInterface } from "node:readline/promises";

import { config, globalOptions, network } from "hardhat";

import { FatalError } from "../sdk/errors.js";
import { deployWaymark } from "./deployment/deployWaymark.js";
import { explainFailure } from "./deployment/explainFailure.js";
import { ROLE_VARIABLES } from "./deployment/governance.js";
import type { DeployOptions } from "./deployment/options.js";
import { ROLES } from "./deployment/roles.js";

/** Ignition's own variable for those who deploy without a terminal. */
const CONFIRMATION = "HARDHAT_IGNITION_CONFIRM_DEPLOYMENT";

async function main(): Promise<void> {
  const name = globalOptions.network;
  if (config.networks[name]?.type !== "http") {
    throw networkMissing(name);
  }

  const url = name === "localhost" ? setting("LOCALHOST_RPC_URL") : undefined;
  const connection = await network.create({ network: name, ...(url === undefined ? {} : { override: { url } }) });
  const { ledger, accessManager, changed } = await deployWaymark(connection, readOptions());

  if (!changed) console.log(`Already deployed to ${name}: the chain is as recorded, nothing was changed.`);
  console.log(`Ledger          ${ledger}`);
  console.log(`Access manager  ${accessManager}`);
  if (changed) console.log("Read back from the chain: code, roles, delays and functions are as configured.");
}

/** Hardhat gives no name when none was said, whatever its types tell. */
function networkMissing(name: string | undefined): FatalError {
  return new FatalError({
    name: "NetworkMissing",
    message: name === undefined ? "No network is named to deploy to." : `There is no network "${name}" to deploy to.`,
    toDo: `Name one, as in \`npm run deploy -- --network localhost\`: ${httpNetworks().join(", ")}.`,
  });
}

function httpNetworks(): string[] {
  return Object.entries(config.networks).flatMap(([name, { type }]) => (type === "http" ? [name] : []));
}

function readOptions(): DeployOptions {
  const roles = Object.fromEntries(
    ROLES.flatMap((role) => {
      const account = setting(ROLE_VARIABLES[role]);
      return account === undefined ? [] : [[role, account]];
    }),
  );
  const release = setting("WAYMARK_RELEASE");
  const folder = setting("WAYMARK_DEPLOYMENTS");
  return {
    roles,
    ...(release === undefined ? {} : { release }),
    ...(folder === undefined ? {} : { folder }),
    say: (line) => {
      console.log(line);
    },
    confirm,
  };
}

function setting(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}

async function confirm(question: string): Promise<void> {
  if (setting(CONFIRMATION) === "true") return;
  if (!process.stdin.isTTY) {
    throw new FatalError({
      name: "ConfirmationMissing",
      message: "Nobody has confirmed the deployment, and there is no terminal to ask on.",
      toDo: `Set ${CONFIRMATION}=true if it is meant, then run this again.`,
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} (y/N) `);
  terminal.close();
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new FatalError({
    name: "ConfirmationDenied",
    message: "The deployment was not confirmed, and nothing was sent.",
    toDo: "Run this again and answer y when it is meant.",
  });
}

try {
  await main();
} catch (error) {
  const { message, toDo } = explainFailure(error, globalOptions.network);
  console.error(`Error: ${message} ${toDo}`);
  process.exitCode = 1;
}

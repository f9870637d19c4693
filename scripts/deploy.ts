/**
 * Deploys the ledger, or finishes what an interrupt left: `npm run deploy -- --network <name>`. See docs/deployment.md for
 * the settings, which are environment variables because Hardhat passes a script no arguments.
 */
import { createInterface } from "node:readline/promises";

import { globalOptions } from "hardhat";

import { FatalError } from "../sdk/errors.js";
import { connectTo } from "./deployment/connectTo.js";
import { deployWaymark } from "./deployment/deployWaymark.js";
import { ROLE_VARIABLES } from "./deployment/governance.js";
import type { DeployOptions } from "./deployment/options.js";
import { runScript, tellParent } from "./deployment/runScript.js";
import { setting } from "./deployment/setting.js";
import { ROLES } from "../sdk/deployment/roles.js";

/** Ignition's own variable for those who deploy without a terminal. */
const CONFIRMATION = "HARDHAT_IGNITION_CONFIRM_DEPLOYMENT";

async function main(): Promise<void> {
  const { network } = globalOptions;
  const connection = await connectTo(network, "deploy");
  const { ledger, accessManager, changed } = await deployWaymark(connection, readOptions());

  if (!changed) console.log(`Already deployed to ${network}: the chain is as recorded, nothing was changed.`);
  console.log(`Ledger          ${ledger}`);
  console.log(`Access manager  ${accessManager}`);
  if (changed) console.log("Read back from the chain: code, roles, delays and functions are as configured.");
  await tellParent({ deployed: { network, ledger, accessManager, changed } });
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

async function confirm(question: string): Promise<void> {
  if (setting(CONFIRMATION) === "true") return;
  if (!process.stdin.isTTY) {
    throw new FatalError({
      name: "ConfirmationMissing",
      message: "Nobody has confirmed the deployment, and there is no terminal to ask on.",
      toDo: `Set ${CONFIRMATION}=true if it is meant, or give \`waymark deploy\` its --yes, then run this again.`,
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

await runScript(main);

import { resolve } from "node:path";

import type { Command } from "commander";

import { action } from "../action.js";
import { deployerVariables } from "../deployment/deployerVariables.js";
import { findRepository } from "../deployment/findRepository.js";
import { runDeployScript } from "../deployment/runDeployScript.js";
import { withExamples } from "../examples.js";
import type { Cli } from "../program.js";
import { addressTerm } from "../terms/address.js";

/** Roles that a deployment gives, and whose account each option names. */
const ROLES = ["admin", "registrar", "suspender", "governor", "recovery"] as const;

type DeployOptions = Readonly<Partial<Record<(typeof ROLES)[number], string>>> & {
  readonly network: string;
  readonly release?: string;
  readonly records?: string;
  readonly build: boolean;
  readonly yes?: true;
};

/** Deploying a ledger: the one command that takes the repository, with Hardhat in it. */
export function addDeployCommand(program: Command, cli: Cli): void {
  const deploy = program
    .command("deploy")
    .description("Deploy a ledger, or finish what an interrupt left. Works inside Waymark's repository alone.")
    .requiredOption("--network <name>", "network of hardhat.config.ts: localhost, sepolia, baseSepolia or base")
    .option("--release <name>", "up to 11 characters, part of the addresses (or WAYMARK_RELEASE)")
    .option(
      "--records <folder>",
      "where records and journals are kept (or WAYMARK_DEPLOYMENTS); deployments/ unless said",
    )
    .option("--no-build", "take the contracts as they were built last")
    .option("--yes", "agree to what would be asked");
  for (const role of ROLES) {
    const who = role === "admin" ? "multisig that governs the roles" : `account of the ${upper(role)}`;
    deploy.option(`--${role} <address>`, `${who} (or WAYMARK_${role.toUpperCase()})`, addressTerm);
  }
  deploy.action(
    action(cli, async (session, options: DeployOptions) => {
      const repository = findRepository(session.io.cwd);
      const { network, release, records, yes, build } = options;
      const said = {
        ...Object.fromEntries(ROLES.map((role) => [`WAYMARK_${role.toUpperCase()}`, options[role]])),
        WAYMARK_RELEASE: release,
        WAYMARK_DEPLOYMENTS: records === undefined ? undefined : resolve(session.io.cwd, records),
        HARDHAT_IGNITION_CONFIRM_DEPLOYMENT: yes === true ? "true" : undefined,
        ...(await deployerVariables(session, network)),
      };
      const deployed = await runDeployScript(session, repository, { network, build, said });
      session.show.result(deployed, (out) => {
        out.line(
          deployed.changed
            ? `${out.style("green", "✔")} The ledger is deployed to ${network}, and the deployer has no power over it.`
            : `${out.style("green", "✔")} The ledger stands on ${network} as recorded; nothing was sent.`,
        );
        out.line(`  ledger ${deployed.ledger}`);
        out.line(`  access manager ${deployed.accessManager}`);
      });
    }),
  );
  withExamples(
    deploy,
    { what: "a ledger on the local chain of `npm run hardhat -- node`", words: "--network localhost" },
    {
      what: "a ledger on a public network, with the key of a keystore",
      words: `--network sepolia --rpc https://rpc.example --key keystore:deployer.json ${ROLES.map((role, index) => `--${role} ${EXAMPLES[index] ?? ""}`).join(" ")}`,
    },
  );
}

const EXAMPLES = [
  "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
  "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
  "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
  "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
];

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

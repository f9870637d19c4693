import { spawn } from "node:child_process";

import { FatalError, type ErrorValues } from "../../sdk/errors/waymarkError.js";
import type { Session } from "../session.js";
import type { Repository } from "./findRepository.js";

/** What was deployed, or stands there. */
export interface Deployed {
  readonly network: string;
  /** Address of the ledger. */
  readonly ledger: string;
  readonly accessManager: string;
  /** False when it stood there before. */
  readonly changed: boolean;
}

/** What the script tells when it ends: see `scripts/deployment/runScript.ts`. */
interface Told {
  readonly deployed?: Deployed;
  readonly failed?: {
    readonly name: string;
    readonly message: string;
    readonly toDo: string;
    readonly values: ErrorValues;
  };
}

/**
 * Runs the repository's script in a process of its own, since Hardhat takes its settings from where it is started. It shows its
 * steps and asks for what is missing, unless the result is to be JSON.
 *
 * @throws FatalError with what stopped it.
 */
export async function runDeployScript(
  { io, options }: Session,
  { folder, hardhat }: Repository,
  plan: {
    readonly network: string;
    readonly build: boolean;
    /** Environment variables; undefined leaves one as it is. */
    readonly said: Readonly<Record<string, string | undefined>>;
  },
): Promise<Deployed> {
  const said = Object.fromEntries(Object.entries(plan.said).filter(([, value]) => value !== undefined));
  const build = plan.build ? [] : ["--no-compile"];
  const isQuiet = options.json === true;
  // A person at the terminal sees and answers the script directly.
  const isTerminal = !isQuiet && io.stdin === process.stdin && io.stderr === process.stderr;
  const child = spawn(process.execPath, [hardhat, "run", ...build, "scripts/deploy.ts", "--network", plan.network], {
    cwd: folder,
    env: { ...io.env, ...said },
    stdio: isTerminal ? ["inherit", process.stderr, "inherit", "ipc"] : ["ignore", "pipe", "pipe", "ipc"],
    serialization: "advanced",
  });
  let complaint = "";
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding("utf8").on("data", (text: string) => {
      if (output === child.stderr) complaint += text;
      if (!isQuiet) io.stderr.write(text);
    });
  }
  const told = await new Promise<Told>((resolve, reject) => {
    let last: Told = {};
    // Nobody else has this channel.
    child.on("message", (message) => (last = message as Told));
    child.on("error", reject);
    child.on("close", () => {
      resolve(last);
    });
  });
  if (told.deployed !== undefined) return told.deployed;
  throw new FatalError(
    told.failed ?? {
      name: "DeployBroken",
      message: `Hardhat ended before it deployed${complaint === "" ? "" : `: ${complaint.trim().split("\n")[0] ?? ""}`}.`,
      toDo: "Run `npm run hardhat -- build` in the repository and mend what it says; then run the same command again.",
    },
  );
}

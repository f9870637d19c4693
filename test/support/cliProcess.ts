import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { CommandLine } from "./cli.js";
import { keyOf } from "./keys.js";
import type { Member } from "./world.js";

const ENTRY = fileURLToPath(new URL("../../cli/waymark.ts", import.meta.url));

/** The command as a process of its own, which can be killed. */
export interface CliProcess {
  readonly process: ChildProcess;
  /** Its exit code, or the signal that ended it, and what it printed. */
  readonly ended: Promise<{ readonly code: number | string; readonly stdout: string; readonly stderr: string }>;
}

/** Threads of the command find the loader of TypeScript from here. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Starts the command as a process of its own, in this repository's folder, as an account of the test chain, for a party
 * where one is said.
 */
export function startCli(
  cli: CommandLine,
  { account, id }: Pick<Member, "account"> & Partial<Member>,
  ...args: string[]
): CliProcess {
  const party = id === undefined ? {} : { WAYMARK_PARTY: `${id}` };
  const key = { WAYMARK_KEY: "env:KEY", KEY: keyOf(account.address).privateKey, ...party };
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), ENTRY, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...cli.env, ...key },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  const ended = once(child, "close").then(([code, signal]) => ({
    code: (code ?? signal) as number | string,
    stdout,
    stderr,
  }));
  return { process: child, ended };
}

import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Runs npm in the project and returns what it prints and its exit code. */
export function runNpm(args: readonly string[]): { readonly stdout: string; readonly status: number | null } {
  const cli = process.env.npm_execpath;
  const options = { cwd: join(import.meta.dirname, "..", ".."), encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  // The npm that runs this script, which needs no shell on any platform; else the one on the PATH.
  if (cli?.endsWith("npm-cli.js") === true) return spawnSync(process.execPath, [cli, ...args], options);
  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

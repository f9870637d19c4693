import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect } from "chai";
import { config, network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import type { ExitCode } from "../../cli/exit.js";
import { WaymarkError } from "../../sdk/errors.js";

const require = createRequire(import.meta.url);
const HARDHAT = join(dirname(require.resolve("hardhat/package.json")), "dist/src/cli.js");

/** First account of Hardhat's chains; the key is public. */
export const DEPLOYER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
export const DEPLOYER_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

export const SEPOLIA = 11_155_111;

/** A chain of its own, reached as any node is, over HTTP. */
export interface Chain {
  readonly url: string;
  readonly port: number;
  readonly connection: NetworkConnection<string>;
  readonly close: () => Promise<void>;
}

/** Starts what `hardhat node` starts. `blockTime` in milliseconds turns mining at once off. */
export async function startChain({
  chainId = 31_337,
  port = 0,
  blockTime,
}: { chainId?: number; port?: number; blockTime?: number } = {}): Promise<Chain> {
  const mining = blockTime === undefined ? {} : { mining: { auto: false, interval: blockTime } };
  const server = await network.createServer({ override: { chainId, ...mining } }, "127.0.0.1", port);
  const address = await server.listen();
  const url = `http://127.0.0.1:${address.port}`;
  const connection = await network.create({ network: "localhost", override: { chainId, url } });
  const close = async () => {
    await connection.close();
    await server.close();
  };
  return { url, port: address.port, connection, close };
}

export async function makeFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "waymark-test-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Chains and folders of a suite, to be removed after it. */
export class Places {
  readonly #leftovers: (() => Promise<void>)[] = [];

  async start(options: Parameters<typeof startChain>[0] = {}): Promise<Chain> {
    const chain = await startChain(options);
    this.#leftovers.push(chain.close);
    return chain;
  }

  /** Closes a chain before the end. */
  async stop(chain: Chain): Promise<void> {
    await chain.close();
    this.#leftovers.splice(this.#leftovers.indexOf(chain.close), 1);
  }

  async folder(): Promise<string> {
    const { folder, remove } = await makeFolder();
    this.#leftovers.push(remove);
    return folder;
  }

  /** Removes all, the last first. */
  async remove(): Promise<void> {
    for (const remove of this.#leftovers.reverse()) await remove();
  }
}

/** What the script ends with when all is well. */
export const READ_BACK = "Read back from the chain: code, roles, delays and functions are as configured.";

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run deploy` as {@link runScript} does. */
export function runDeploy(
  networkName: string | undefined,
  env: Readonly<Record<string, string>>,
  killAt?: string,
): Promise<Outcome> {
  return runScript("scripts/deploy.ts", networkName, env, killAt);
}

/**
 * The environment of a script: this process's, but neither what the reader has set for deployments of their own, nor what marks
 * a run of tests. An own home hides a developer's keystore, which would ask for its password.
 */
export function scriptEnvironment(env: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(WAYMARK_|HARDHAT_|HH_|NODE_ENV$)|_(RPC_URL|PRIVATE_KEY)$/.test(name),
    ),
  );
  return { ...inherited, HOME: tmpdir(), XDG_CONFIG_HOME: tmpdir(), ...env };
}

/**
 * Runs one of Hardhat's scripts as npm does, in a process of its own and without a terminal.
 *
 * @param killAt Kills the process without warning as soon as its output holds this.
 */
export function runScript(
  script: string,
  networkName: string | undefined,
  env: Readonly<Record<string, string>>,
  killAt?: string,
): Promise<Outcome> {
  const target = networkName === undefined ? [] : ["--network", networkName];
  const args = [HARDHAT, "run", "--no-compile", script, ...target];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: config.paths.root,
      env: scriptEnvironment(env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output.stdout += text;
      if (killAt !== undefined && output.stdout.includes(killAt)) child.kill("SIGKILL");
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ ...output, code, signal });
    });
  });
}

/** Settings for a local chain, with what it leaves kept in a folder. */
export const local = ({ url }: { url: string }, folder: string) => ({
  LOCALHOST_RPC_URL: url,
  WAYMARK_DEPLOYMENTS: folder,
});

/** It ended well, without complaint, and said this among other things. */
export function expectSuccess({ code, stderr, stdout }: Outcome, saying: string): void {
  expect(stderr).to.equal("");
  expect(stdout).to.contain(saying);
  expect(code).to.equal(0);
}

/** It ended badly and said exactly this. */
export function expectFailure({ code, stderr }: Outcome, exitCode: ExitCode, sentences: string): void {
  expect(stderr).to.equal(`Error: ${sentences}\n`);
  expect(code).to.equal(exitCode);
}

/** The same failure, asked of the function behind the script, which is faster than a process of its own. */
export async function expectRefusal(deploying: Promise<unknown>, sentences: string): Promise<void> {
  const error: unknown = await deploying.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(WaymarkError);
  if (error instanceof WaymarkError) expect(`${error.message} ${error.toDo}`).to.equal(sentences);
}

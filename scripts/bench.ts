/** `npm run bench -- NAME [options]`: what things cost, measured. */
import { runNamed, type Works } from "./runNamed.js";

const USAGE = `Usage: npm run bench -- NAME [--json FILE]

The figures are written to docs/benchmarks.md.
`;

const BENCHMARKS: Works = {
  gas: async () => (await import("../bench/gas/work.js")).gas,
  manifest: async () => (await import("../bench/manifest/work.js")).manifest,
};

process.exitCode = await runNamed(USAGE, BENCHMARKS, process.argv.slice(2));

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import type { Work } from "../../scripts/runNamed.js";
import { FIGURES, madeBy, writeFormatted, writeSection } from "../document.js";
import { compile, measure, type Figure, type Way } from "./figure.js";
import { sectionOf, type Results, type Size } from "./section.js";

const HELP = `npm run bench -- manifest [--max ITEMS] [--json FILE]

  --max ITEMS   the largest manifest: 10000000 unless said; below it the document is left as it is
  --json FILE   where the figures go besides docs/benchmarks/manifest.json
`;

/** From ten thousand on, each ten times the one before. */
const COUNTS = [10_000, 100_000, 1_000_000, 10_000_000];

/** The most over which OpenZeppelin's tree is measured: minutes. */
const OPEN_ZEPPELIN_MAX = 1_000_000;

/** Items for which label keys are made. */
const KEYS = 50_000;

/** How long manifests take, and how much memory. */
export const manifest: Work = {
  summary: "manifests of 10,000 to 10,000,000 items against OpenZeppelin's Merkle tree",
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { max: { type: "string" }, json: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) {
      process.stdout.write(HELP);
      return 0;
    }
    const largest = COUNTS.at(-1) ?? 0;
    const max = values.max === undefined ? largest : Number(values.max);
    await compile();
    const sizes: Size[] = [];
    for (const count of COUNTS.filter((each) => each <= max)) {
      const ours = await shown("ours", count);
      if (count > OPEN_ZEPPELIN_MAX) {
        sizes.push({ count, ours });
        continue;
      }
      const openZeppelin = await shown("openZeppelin", count);
      if (ours.root !== openZeppelin.root) {
        process.stderr.write(`The roots of ${count} items differ: ${ours.root} and ${openZeppelin.root}.\n`);
        return 1;
      }
      sizes.push({ count, ours, openZeppelin });
    }
    const keys = { count: KEYS, figure: await shown("keys", KEYS) };
    const results: Results = { made: madeBy("npm run bench -- manifest"), sizes, keys };
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
    if (max < largest) process.stdout.write(`\n${sectionOf(results)}`);
    else {
      await writeFormatted(join(FIGURES, "manifest.json"), JSON.stringify(results));
      await writeSection("manifest", sectionOf(results));
      process.stdout.write("docs/benchmarks.md written\n");
    }
    return 0;
  },
};

async function shown(way: Way, count: number): Promise<Figure> {
  process.stdout.write(`${way.padEnd(14)}${count.toLocaleString("en").padStart(12)} items … `);
  const figure = await measure(way, count);
  process.stdout.write(`${figure.seconds.toFixed(2)} s, ${(figure.peakBytes / 1e6).toFixed(0)} MB\n`);
  return figure;
}

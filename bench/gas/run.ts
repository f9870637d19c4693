import { constants } from "node:fs";
import { access, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { build } from "../../scripts/start/build.js";
import type { Terminal } from "../../cli/output/terminal.js";
import { FatalError } from "../../sdk/errors.js";
import { FIGURES, madeBy, writeFormatted, writeSection } from "../document.js";
import { chartsOf } from "./charts.js";
import type { GasOptions } from "./options.js";
import type { Prices } from "./prices.js";
import type { GasResults } from "./results.js";
import { rowOf } from "./rows.js";
import { gasSection } from "./section.js";
import { showResults } from "./showResults.js";

/**
 * Measures, shows, and writes the document, its charts and the raw figures.
 *
 * @param command The command as typed, which the document names.
 * @returns Whether every figure holds its bar.
 * @throws FatalError "FileUnwritable" when the raw figures cannot go where they should, before anything is measured.
 */
export async function run({ prices, json }: GasOptions, command: string, terminal: Terminal): Promise<boolean> {
  if (json !== undefined) await checkWritable(json);
  // The chain reads the build to put names to what contracts do, so that comes first.
  await terminal.during("Building the contracts, about a minute the first time", build, () => "Contracts built");
  const results = await measureAll(prices, command, terminal);
  showResults(terminal, results);
  await terminal.during(
    "Writing docs/benchmarks.md",
    () => write(results, json),
    () => "docs/benchmarks.md written",
  );
  return results.rows.every(({ name, gas }) => gas <= rowOf(name).bar.gas);
}

async function measureAll(prices: Prices, command: string, terminal: Terminal): Promise<GasResults> {
  const rows = await terminal.during(
    "Measuring Waymark",
    async (say) => {
      const { busyWorld } = await import("./journeys/busyWorld.js");
      const { measure } = await import("./measure.js");
      const { resultsOf } = await import("./results.js");
      return await resultsOf(await measure(await busyWorld(), say), (name) => {
        say(`tracing ${name}`);
      });
    },
    (measured) => `${measured.length} operations of Waymark measured and traced`,
  );
  const sideBySide = await terminal.during(
    "Measuring other contracts",
    async (say) => {
      const { measurePeers } = await import("./peers/measurePeers.js");
      return await measurePeers(say);
    },
    (peers) => `${peers.map(({ name }) => name).join(", ")}: the same journey`,
  );
  return { made: madeBy(command), prices, rows, sideBySide };
}

async function write(results: GasResults, json: string | undefined): Promise<void> {
  const raw = `${JSON.stringify(results, null, 2)}\n`;
  if (json !== undefined) await writeFile(json, raw);
  await mkdir(FIGURES, { recursive: true });
  await writeFormatted(join(FIGURES, "gas.json"), raw);
  for (const { file, svg } of chartsOf(results)) await writeFile(join(FIGURES, file), svg);
  await writeSection("gas", gasSection(results));
}

async function checkWritable(file: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw new FatalError({
      name: "FileUnwritable",
      message: `The raw figures cannot be written to ${file}.`,
      toDo: "Name a file in a folder that is there, as in --json gas.json.",
      cause: error,
    });
  }
}

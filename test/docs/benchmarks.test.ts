import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { DOCUMENT, FIGURES, formatted, withSection } from "../../bench/document.js";
import { chartsOf } from "../../bench/gas/charts.js";
import type { GasResults } from "../../bench/gas/results.js";
import { gasSection } from "../../bench/gas/section.js";

const SNAPSHOT = join(import.meta.dirname, "..", "..", "snapshots", "gas.json");
const RENEW = "run npm run bench -- gas";

describe("docs/benchmarks.md", () => {
  let results: GasResults;

  before(async () => {
    // Written by the benchmark.
    results = JSON.parse(await readFile(join(FIGURES, "gas.json"), "utf8")) as GasResults;
  });

  it("has the gas that the snapshot holds", async () => {
    const figures = Object.fromEntries(results.rows.map(({ name, gas }) => [name, gas]));
    expect(figures, RENEW).to.deep.equal(JSON.parse(await readFile(SNAPSHOT, "utf8")));
  });

  it("says of gas what the raw figures say, under the bars of today", async () => {
    const document = await readFile(DOCUMENT, "utf8");
    expect(await formatted(DOCUMENT, withSection(document, "gas", gasSection(results))), RENEW).to.equal(document);
  });

  it("draws what the raw figures say", async () => {
    for (const { file, svg } of chartsOf(results)) {
      expect(await readFile(join(FIGURES, file), "utf8"), `${file}: ${RENEW}`).to.equal(svg);
    }
  });
});

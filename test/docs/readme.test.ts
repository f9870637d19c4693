import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { rowNames, rowOf } from "../../bench/gas/rows.js";

const ROOT = new URL("../../", import.meta.url);

describe("README", () => {
  it("quotes the gas that the snapshot holds, and the bars that are held", async () => {
    const readme = await readFile(new URL("README.md", ROOT), "utf8");
    // Written by the gas tests: names of operations and what each costs.
    const snapshot = JSON.parse(await readFile(new URL("snapshots/gas.json", ROOT), "utf8")) as Record<string, number>;
    const rows = [...readme.matchAll(/^\| (.+?) +\| +([\d,]+) \| +([\d,]+) \|$/gm)];
    expect(rows).to.have.length.above(10);
    for (const [, name = "", gas = "", bar = ""] of rows) {
      expect(numberOf(gas), name).to.equal(snapshot[name]);
      const row = rowNames().find((known) => known === name);
      expect(row && numberOf(bar), name).to.equal(row && rowOf(row).bar.gas);
    }
  });

  it("is read in one go: 150 lines at most", async () => {
    const readme = await readFile(new URL("README.md", ROOT), "utf8");
    expect(readme.split("\n")).to.have.length.at.most(150);
  });
});

function numberOf(text: string): number {
  return Number(text.replaceAll(",", ""));
}

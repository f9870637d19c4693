import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { STANDARD_TABLES } from "../../scripts/generate-standards.js";

/** Rows of a table, whatever the width of its columns. */
function rowsIn(text: string): string[] {
  const rows = text
    .split("\n")
    .filter((line) => line.startsWith("|") && !line.startsWith("|-") && !line.startsWith("| -"));
  return rows.map((row) => row.replace(/\s+/g, " ").trim());
}

describe("docs: the tables of fields and events", () => {
  for (const { at, render } of STANDARD_TABLES) {
    it(`in ${at.document.pathname.split("/").at(-1) ?? ""} are those of the code`, async () => {
      const text = await readFile(at.document, "utf8");
      const from = text.indexOf(at.begin);
      expect(from).to.be.at.least(0);
      const table = text.slice(from, text.indexOf(at.end, from));
      expect(rowsIn(table).map((row) => row.replaceAll("\\", ""))).to.deep.equal(rowsIn(render()));
    });
  }
});

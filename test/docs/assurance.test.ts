import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect } from "chai";

const ROOT = join(import.meta.dirname, "..", "..");
const PAGE = "docs/assurance/README.md";

/** What a page says of one file: titles of tests, numbers of invariants, and names in code. */
interface Citation {
  readonly file: string;
  readonly titles: readonly string[];
  readonly numbers: readonly string[];
  readonly names: readonly string[];
}

describe("The assurance page", () => {
  const page = readFileSync(join(ROOT, PAGE), "utf8");
  const citations = citationsOf(page, PAGE);

  it("names only files that exist", () => {
    const missing = citations.map(({ file }) => file).filter((file) => !existsSync(join(ROOT, file)));
    expect([...new Set(missing)]).to.deep.equal([]);
  });

  it("quotes titles of tests as they stand in their files", () => {
    const cited = citations.flatMap(({ file, titles }) => titles.map((title) => ({ file, title })));
    expect(cited.length).to.be.above(80);
    for (const { file, title } of cited) expect(titlesIn(file), file).to.include(title);
  });

  it("names functions and constants of the files that it links", () => {
    const cited = citations.flatMap(({ file, names }) => names.map((name) => ({ file, name })));
    expect(cited.length).to.be.above(25);
    for (const { file, name } of cited) {
      expect(readFileSync(join(ROOT, file), "utf8"), file).to.match(new RegExp(`\\b${name}\\b`));
    }
  });

  it("refers to invariants and proofs that there are", () => {
    const invariants = readFileSync(join(ROOT, "test/invariants/README.md"), "utf8");
    const properties = readFileSync(join(ROOT, "assurance/smt/properties.ts"), "utf8");
    const cited = citations.flatMap(({ file, numbers }) => numbers.map((number) => ({ file, number })));
    expect(cited.length).to.be.above(25);
    for (const { file, number } of cited) {
      const found = file.endsWith("smt.md")
        ? properties.includes(`number: ${number},`)
        : invariants.includes(`- **${number}** `);
      expect(found, `${file} ${number}`).to.be.true;
    }
  });

  it("answers every requirement of EthTrust version 3, each once, and the ten risks of OWASP", () => {
    const anchors = [
      ...page.matchAll(/^\| \[([SMQ])\]\(https:\/\/entethalliance\.org\/specs\/ethtrust-sl\/v3\/#(\S+)\)/gm),
    ];
    expect(new Set(anchors.map(([, , anchor]) => anchor)).size).to.equal(anchors.length);
    const count = (level: string) => anchors.filter((match) => match[1] === level).length;
    expect([count("S"), count("M"), count("Q")]).to.deep.equal([22, 25, 24]);
    expect(page.match(/^\| SC\d\d +\|/gm)).to.have.length(10);
  });

  it("quotes gas that the snapshot holds", () => {
    const snapshot = JSON.parse(readFileSync(join(ROOT, "snapshots/gas.json"), "utf8")) as Record<string, number>;
    const quoted = [...page.matchAll(/([\d,]+) gas for (\w[^|]*?) *\|/g)];
    expect(quoted).to.have.length.above(0);
    for (const [, gas = "", what = ""] of quoted) {
      expect(Number(gas.replaceAll(",", "")), what).to.equal(snapshot[`record ${what}`]);
    }
  });

  it("holds what the tables say of the contracts' text", () => {
    for (const file of filesUnder("contracts")) {
      const text = readFileSync(join(ROOT, file), "utf8");
      expect(text, `${file}: turns the direction of text`).not.to.match(/[\u2029\u202A-\u202E\u2066-\u2069]/);
      const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      // Printable ASCII alone: nothing that looks like another character.
      expect(code, `${file}: ASCII`).to.match(/^[\n\x20-\x7E]*$/);
      expect(code, file).not.to.match(
        /tx\.origin|selfdestruct|create2|\bnew [A-Z]\w*\(|\.balance\b|verbatim|sstore|\bpayable\b/,
      );
    }
  });
});

/** The links of a page to files of the repository, each with what is said of the file up to the next link or cell. */
function citationsOf(text: string, page: string): Citation[] {
  return [...text.matchAll(/\]\(([^)#:]+)\)([^|[\n]*)/g)].map(([, path = "", said = ""]) => {
    const file = join(dirname(page), path);
    const titles = [...said.matchAll(/“([^”]+)”/g)].map(([, title = ""]) => title);
    const names = [...said.replaceAll(/“[^”]+”/g, "").matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
    const numbers = /invariants\/README\.md$|smt\.md$/.test(file) ? numbersIn(said) : [];
    return { file, titles, names: /\.(sol|ts)$/.test(file) ? names : [], numbers };
  });
}

/** "1–3, 6" is 1, 2, 3 and 6; only what directly follows the link counts. */
function numbersIn(said: string): string[] {
  const list = /^ ((?:\d+(?:–\d+)?(?:, )?)+)/.exec(said)?.[1] ?? "";
  return [...list.matchAll(/(\d+)(?:–(\d+))?/g)].flatMap(([, from = "", to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => String(Number(from) + index)),
  );
}

/** The titles of a suite, or the names of a Solidity test's functions. */
function titlesIn(file: string): string[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  const found = file.endsWith(".sol")
    ? source.matchAll(/function (test\w+)\(/g)
    : source.matchAll(/\b(?:it|describe)\(\s*"((?:[^"\\]|\\.)*)"/g);
  return [...found].map(([, title = ""]) => title);
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".sol"))
    .map((file) => join(folder, file));
}

import { PassThrough } from "node:stream";

import { expect } from "chai";

import { buildProgram } from "../../cli/program.js";
import { nodesIn, treeOf } from "../../cli/tree.js";
import { parseGtin } from "../../sdk/gs1/gtin.js";
import { parseSscc } from "../../sdk/gs1/sscc.js";
import { waymark } from "../support/cli.js";

const stream = new PassThrough();
const root = treeOf(buildProgram({ stdin: stream, stdout: stream, stderr: stream, env: {}, cwd: "/" }).command);

describe("the commands of waymark", () => {
  for (const node of nodesIn(root)) {
    it(`${node.path} has a description, words for each argument and option, and examples`, () => {
      expect(node.description).to.match(/^[A-Z].+\.$/s);
      for (const { name, description } of node.arguments) expect(description, name).not.to.equal("");
      for (const { flags, description } of node.options) expect(description, flags).not.to.equal("");
      if (node.children.length === 0) expect(node.examples).not.to.be.empty;
    });
  }

  for (const node of nodesIn(root).filter(({ children }) => children.length === 0)) {
    it(`${node.path} --help shows its examples, and ends with code 0`, async () => {
      const { code, stdout, stderr } = await waymark([...node.path.split(" ").slice(1), "--help"]);
      expect(code).to.equal(0);
      expect(stderr).to.equal("");
      expect(stdout).to.include(`Usage: ${node.path} `).and.to.include("Examples:\n");
      expect(stdout).to.include(`$ ${node.path}`);
    });

    it(`${node.path} refuses an option that is unknown, and more arguments than it takes`, async () => {
      const path = node.path.split(" ").slice(1);
      const ran = await waymark([...path, "--colour"]);
      expect(ran.code).to.equal(2);
      // What is required is looked for first.
      if (!node.options.some(({ isRequired }) => isRequired)) expect(ran.stderr).to.include("--colour");
      expect((await waymark([...path, ...Array.from({ length: 20 }, () => "-")])).code).to.equal(2);
    });
  }

  it("have examples that name real keys of goods", () => {
    const words = nodesIn(root).flatMap(({ examples }) => examples.map((example) => example.words));
    const ssccs = words.flatMap((text) => text.match(/(?<!\w)\d{18}(?!\w)/g) ?? []);
    const gtins = words.flatMap((text) => text.match(/(?<!\w)\d{13,14}(?!\w)/g) ?? []);
    expect(ssccs).not.to.be.empty;
    expect(gtins).not.to.be.empty;
    for (const sscc of ssccs) expect(() => parseSscc(sscc), sscc).not.to.throw();
    for (const gtin of gtins) expect(() => parseGtin(gtin), gtin).not.to.throw();
  });

  it("say which command is missing", async () => {
    for (const [args, path] of [
      [[], "waymark"],
      [["party"], "waymark party"],
    ] as const) {
      const { code, stderr } = await waymark(args);
      expect(code).to.equal(2);
      expect(stderr).to.include(`Say which command of ${path}:`);
    }
  });

  it("propose what may have been meant", async () => {
    const { code, stderr } = await waymark(["party", "admitt"]);
    expect(code).to.equal(2);
    expect(stderr).to.include("admitt").and.to.include("Did you mean admit?");
  });
});

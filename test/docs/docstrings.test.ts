import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { expect } from "chai";
import { glob } from "tinyglobby";
import ts from "typescript";

import * as sdk from "../../sdk/index.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** An example in a docstring that says what comes of it: `@example checkDigitOf("952012345678") // 8`. */
interface Example {
  /** The module whose docstring it is in. */
  readonly file: string;
  readonly code: string;
  readonly result: string;
}

async function examples(): Promise<Example[]> {
  const files = await glob("sdk/**/*.ts", { cwd: ROOT, absolute: true });
  const found: Example[] = [];
  for (const file of files.sort()) {
    const text = await readFile(file, "utf8");
    for (const [, code = "", result = ""] of text.matchAll(/@example (.+?) \/\/ (.+?)(?: \*\/)?$/gm)) {
      found.push({ file, code, result });
    }
  }
  return found;
}

/** Names that code takes from around it. */
function namesIn(code: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    // The name of a property is none of these.
    if (ts.isPropertyAccessExpression(node)) visit(node.expression);
    else if (ts.isPropertyAssignment(node)) visit(node.initializer);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest));
  return names;
}

const FOUND = await examples();

describe("the examples of the docstrings", () => {
  let folder: string;

  before(async () => {
    // Within the project, so that they find its modules.
    folder = await mkdtemp(join(ROOT, "cache", "docstrings-"));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  let tried = 0;
  for (const [index, { file, code, result }] of FOUND.entries()) {
    it(`${relative(ROOT, file)}: ${code}`, async function () {
      const own = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
      const known = { ...sdk, ...globalThis, ...own };
      // What is asked of goods, a ledger or a person has them in the documents' examples.
      const names = [...namesIn(`${code};(${result})`)].filter((name) => !(name in globalThis));
      if (!names.every((name) => name in known)) this.skip();
      const module = join(folder, `${index}.ts`);
      const taken = (from: Readonly<Record<string, unknown>>): string =>
        names.filter((name) => name in from).join(", ");
      const others = Object.fromEntries(Object.entries(sdk).filter(([name]) => !(name in own)));
      await writeFile(
        module,
        `import { ${taken(own)} } from ${JSON.stringify(file)};\n` +
          `import { ${taken(others)} } from ${JSON.stringify(join(ROOT, "sdk/index.ts"))};\n` +
          `export const given = ${code};\nexport const expected = ${result};\n`,
      );
      const { given, expected } = (await import(pathToFileURL(module).href)) as Record<string, unknown>;
      expect(given).to.deep.equal(expected);
      tried += 1;
    });
  }

  it("are tried, all but those about goods", () => {
    expect(tried).to.be.above((FOUND.length * 3) / 4);
  });
});

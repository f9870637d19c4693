import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { expect } from "chai";
import { HDNodeWallet } from "ethers";
import ts from "typescript";

import { loadFixture } from "../support/chain.js";
import { bondedJourney } from "../support/journey.js";
import { serve } from "../support/serve.js";
import { deployLedger } from "../support/world.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The package's entries, as its users import them, and the sources behind them. */
const ENTRIES: Readonly<Record<string, string>> = { waymark: "sdk/index.ts", "waymark/node": "sdk/node.ts" };

/** The accounts of the examples: those of Hardhat's chain from the second on; the first has every governing role. */
const KEYS = ["OPERATOR", "RELAYER", "BRAND", "CARRIER", "CUSTOMS", "BROKER", "SELLER"];
/** Hardhat's own, known to everybody. */
const MNEMONIC = "test test test test test test test test test test test junk";

/** A block of TypeScript in a document. */
interface Example {
  readonly file: string;
  /** Where it begins. */
  readonly line: number;
  readonly code: string;
}

async function examples(): Promise<Example[]> {
  const docs = await readdir(join(ROOT, "docs"), { recursive: true });
  const files = ["README.md", ...docs.filter((file) => file.endsWith(".md")).map((file) => join("docs", file))];
  const found: Example[] = [];
  for (const file of files.sort()) {
    const text = await readFile(join(ROOT, file), "utf8");
    for (const { index, 1: code = "" } of text.matchAll(/^```ts\n(.*?)^```$/gms)) {
      found.push({ file, line: text.slice(0, index).split("\n").length, code });
    }
  }
  return found;
}

const FOUND = await examples();

/** The name of an example's module. */
function nameOf({ file, line }: Example): string {
  return `${file.replaceAll(/\W/g, "-")}-${line}.ts`;
}

/** What the compiler says of modules, with the project's own settings, a line each. */
function complaintsOf(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const paths = Object.fromEntries(Object.entries(ENTRIES).map(([name, source]) => [name, [join(ROOT, source)]]));
  const program = ts.createProgram([...files], { ...options, paths });
  return files
    .map((file) => program.getSourceFile(file))
    .flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)])
    .map(({ file, start = 0, messageText }) => {
      const { line = 0 } = file?.getLineAndCharacterOfPosition(start) ?? {};
      return `${file?.fileName ?? ""}, line ${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
}

describe("the examples of the documents", () => {
  let folder: string;
  let chain: Awaited<ReturnType<typeof serve>>;
  const environment = { ...process.env };
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const source = ENTRIES[specifier];
      return next(source === undefined ? specifier : pathToFileURL(join(ROOT, source)).href, context);
    },
  });

  before(async () => {
    // Within the project, so that they find its dependencies.
    folder = await mkdtemp(join(ROOT, "cache", "examples-"));
    chain = await serve();
  });

  after(async () => {
    hooks.deregister();
    chain.close();
    process.env = environment;
    await rm(folder, { recursive: true, force: true });
  });

  it("are there", () => {
    expect(FOUND.length).to.be.above(3);
  });

  it("are right in the compiler's eyes", async () => {
    const files = FOUND.map((example) => join(folder, nameOf(example)));
    for (const [index, { code }] of FOUND.entries()) await writeFile(files[index] ?? "", code);
    // That it looks at what is imported shows in a mistake.
    const mistaken = join(folder, "mistaken.ts");
    await writeFile(
      mistaken,
      'import { parseGtin } from "waymark";\n\nexport const gtin: number = parseGtin("96385074");\n',
    );
    expect(complaintsOf([...files, mistaken])).to.deep.equal([
      `${mistaken}, line 3: Type 'Gtin' is not assignable to type 'number'.`,
    ]);
  });

  for (const example of FOUND) {
    const { file, line, code } = example;
    it(`run: ${file}, line ${line}`, async () => {
      // An example that asks about goods finds some that have travelled.
      const told = code.includes("process.env.CONSIGNMENT") ? await loadFixture(bondedJourney) : undefined;
      const { ledger } = told ?? (await loadFixture(deployLedger));
      const root = HDNodeWallet.fromPhrase(MNEMONIC, "", "m/44'/60'/0'/0");
      const keys = KEYS.map((name, index) => [`${name}_KEY`, root.deriveChild(index).privateKey]);
      Object.assign(process.env, Object.fromEntries(keys), {
        RPC_URL: chain.rpcUrl,
        LEDGER: await ledger.getAddress(),
        CONSIGNMENT: told?.consignment,
      });
      const module = join(folder, nameOf(example));
      await writeFile(module, code);
      const { log } = console;
      console.log = () => undefined;
      try {
        await import(pathToFileURL(module).href);
      } finally {
        console.log = log;
      }
    });
  }
});

import { readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { expect } from "chai";
import { build, type BuildOptions } from "esbuild";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** How a page is bundled. */
const PAGE = {
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  write: false,
  metafile: true,
  logLevel: "error",
} as const satisfies BuildOptions;

/** A page that imports some of the SDK: all of it, or what shows a buyer the story of goods. */
function pageOf(names: string): BuildOptions & typeof PAGE {
  return { ...PAGE, stdin: { contents: `export ${names} from "./sdk/index.js";`, resolveDir: ROOT } };
}
const ALL = "*";
const BUYER = "{ connect, trace, verify, storyOf, parseDigitalLink, parseDisclosure, verifyDossier }";

describe("the SDK in a browser", () => {
  it("needs no module of Node.js, and has one copy of ethers", async () => {
    const { metafile } = await build({ ...pageOf(ALL), absWorkingDir: ROOT });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
    expect(imports.filter((path) => path.startsWith("node:") || builtinModules.includes(path))).to.deep.equal([]);

    const roots = new Set<string>();
    for (const input of Object.keys(metafile.inputs)) {
      const [, root] = /^(.*node_modules\/ethers\/lib\.[a-z]+)\//.exec(input) ?? [];
      if (root !== undefined) roots.add(root);
    }
    expect([...roots]).to.deep.equal(["node_modules/ethers/lib.esm"]);
  });

  // Above it a package no longer lets go of what is not used: zod, but for zod/mini, brings JSON Schema with it.
  for (const { what, names, limit } of [
    { what: "all of it", names: ALL, limit: 177_000 },
    { what: "what a buyer's page needs of it", names: BUYER, limit: 132_500 },
  ]) {
    it(`is at most ${limit / 1000} kB, compressed, beside ethers: ${what}`, async () => {
      const external = Object.keys(
        (JSON.parse(await readFile(`${ROOT}package.json`, "utf8")) as Packaged).peerDependencies,
      );
      const { outputFiles } = await build({ ...pageOf(names), external });
      const bytes = gzipSync(outputFiles[0]?.contents ?? "").length;
      console.log(`        (${(bytes / 1000).toFixed(1)} kB)`);
      expect(bytes).to.be.below(limit);
    });
  }
});

interface Packaged {
  readonly peerDependencies: Readonly<Record<string, string>>;
}

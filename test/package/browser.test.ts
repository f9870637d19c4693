import { readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { expect } from "chai";
import { build, type BuildOptions } from "esbuild";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A page's bundle of the whole SDK. */
const PAGE = {
  stdin: { contents: 'export * from "./sdk/index.js";', resolveDir: ROOT },
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  write: false,
  metafile: true,
  logLevel: "error",
} as const satisfies BuildOptions;

describe("the SDK in a browser", () => {
  it("needs no module of Node.js, and has one copy of ethers", async () => {
    const { metafile } = await build({ ...PAGE, absWorkingDir: ROOT });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
    expect(imports.filter((path) => path.startsWith("node:") || builtinModules.includes(path))).to.deep.equal([]);

    const roots = new Set<string>();
    for (const input of Object.keys(metafile.inputs)) {
      const [, root] = /^(.*node_modules\/ethers\/lib\.[a-z]+)\//.exec(input) ?? [];
      if (root !== undefined) roots.add(root);
    }
    expect([...roots]).to.deep.equal(["node_modules/ethers/lib.esm"]);
  });

  it("is at most 225 kB, compressed, all of it, beside ethers", async () => {
    const external = Object.keys(
      (JSON.parse(await readFile(`${ROOT}package.json`, "utf8")) as Packaged).peerDependencies,
    );
    const { outputFiles } = await build({ ...PAGE, external });
    const bytes = gzipSync(outputFiles[0]?.contents ?? "").length;
    console.log(`        (${(bytes / 1000).toFixed(1)} kB)`);
    expect(bytes).to.be.below(225_000);
  });
});

interface Packaged {
  readonly peerDependencies: Readonly<Record<string, string>>;
}

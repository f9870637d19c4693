import { execFile } from "node:child_process";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = join(ROOT, "dist");

/** The two kinds of module, each in a folder of its own that says which it is. */
const FORMATS = { esm: "module", cjs: "commonjs" } as const;

/**
 * Builds the package into dist/: the SDK and the bindings that it uses, file by file, as ES modules and as CommonJS, each with
 * its types. Which files these are the compiler finds out from the public entries.
 *
 * @throws when a type is wrong.
 */
export async function buildPackage(): Promise<void> {
  await rm(DIST, { recursive: true, force: true });
  const esm = join(DIST, "esm");
  const cjs = join(DIST, "cjs");
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [compiler, "-p", "tsconfig.package.json", "--outDir", esm], {
    cwd: ROOT,
  });
  await mkdir(cjs, { recursive: true });
  await cp(esm, cjs, { recursive: true });

  const declared = await readdir(esm, { recursive: true });
  const sources = declared
    .filter((file) => file.endsWith(".d.ts"))
    .map((file) => join(ROOT, file.replace(/\.d\.ts$/, ".ts")));
  for (const [folder, type] of Object.entries(FORMATS)) {
    const outdir = join(DIST, folder);
    await build({
      entryPoints: sources,
      outbase: ROOT,
      outdir,
      format: type === "module" ? "esm" : "cjs",
      platform: "neutral",
      target: "es2022",
      logLevel: "error",
    });
    await writeFile(join(outdir, "package.json"), `${JSON.stringify({ type, sideEffects: false })}\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPackage();

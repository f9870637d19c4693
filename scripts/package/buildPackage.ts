import { execFile } from "node:child_process";
import { chmod, cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = join(ROOT, "dist");

/** The two kinds of module, each in a folder of its own that says which it is. */
const FORMATS = { esm: "module", cjs: "commonjs" } as const;

/** What tells a CommonJS module where it is, as `import.meta.url` does an ES module: threads are started from files beside it. */
const WHERE_IT_IS = {
  define: { "import.meta.url": "moduleUrl" },
  banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
};

/** The command: nobody imports it, so that it needs neither types nor CommonJS. */
const COMMAND = "cli";

/**
 * Builds the package into dist/: the SDK and the bindings that it uses, file by file, as ES modules and as CommonJS, each with
 * its types; and the command, as ES modules. Which files these are the compiler finds out from the public entries, the
 * command's, and the file of the threads.
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
  const declared = await readdir(esm, { recursive: true });
  const sources = declared
    .filter((file) => file.endsWith(".d.ts"))
    .map((file) => join(ROOT, file.replace(/\.d\.ts$/, ".ts")));
  const isOfCommand = (file: string): boolean => relative(ROOT, file).startsWith(`${COMMAND}${sep}`);
  await rm(join(esm, COMMAND), { recursive: true });
  await mkdir(cjs, { recursive: true });
  await cp(esm, cjs, { recursive: true });

  for (const [folder, type] of Object.entries(FORMATS)) {
    const outdir = join(DIST, folder);
    const options = { outbase: ROOT, outdir, platform: "neutral", target: "es2022", logLevel: "error" } as const;
    if (type === "module") await build({ ...options, entryPoints: sources, format: "esm" });
    else {
      const isForNode = (file: string): boolean => relative(ROOT, file).startsWith(join("sdk", "node"));
      // For this platform, modules say what they export in the way that an ES module's import() of them finds.
      const common = { ...options, platform: "node", format: "cjs" } as const;
      await build({ ...common, entryPoints: sources.filter((file) => !isForNode(file) && !isOfCommand(file)) });
      await build({ ...common, ...WHERE_IT_IS, entryPoints: sources.filter(isForNode) });
    }
    await writeFile(join(outdir, "package.json"), `${JSON.stringify({ type, sideEffects: false })}\n`);
  }
  // Started as a program also from here, and not only where npm has installed it.
  await chmod(join(esm, COMMAND, "waymark.js"), 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPackage();

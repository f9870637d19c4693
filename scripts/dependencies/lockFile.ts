import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

const ROOT = join(import.meta.dirname, "..", "..");

/** Old packages give a list, of which none runs with the product. */
const enginesSchema = z.union([
  z.object({ node: z.string().optional() }),
  z.array(z.string()).transform(() => ({ node: undefined })),
]);

const packageSchema = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  engines: enginesSchema.optional(),
});
/** What npm's lock file says of an installed package; what runs with the product is neither `dev` nor `devOptional`. */
export type LockedPackage = z.infer<typeof packageSchema>;

const lockSchema = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), packageSchema) });
export type LockFile = z.infer<typeof lockSchema>;

const wishes = z.record(z.string(), z.string()).default({});
const manifestSchema = z.object({
  engines: z.object({ node: z.string() }),
  dependencies: wishes,
  devDependencies: wishes,
});
export type Manifest = z.infer<typeof manifestSchema>;

/** @throws ZodError when `package-lock.json` is not npm's. */
export function readLockFile(): LockFile {
  return lockSchema.parse(JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")));
}

/** @throws ZodError when `package.json` is not npm's. */
export function readManifest(): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
}

/** Install scripts that may stand in the lock file, and why nothing needs them to have run. */
const NEEDLESS_SCRIPTS: Readonly<Record<string, string>> = {
  "node_modules/esbuild": "its program comes in the package of the platform; the script only shortens the way to it",
  "node_modules/@foundry-rs/anvil": "its program comes in the package of the platform; the script only looks for it",
};

/**
 * What keeps an install from being the same everywhere: a version that is a range, a package without a checksum, or an
 * install script that is not known to be needless (`npm ci --ignore-scripts` is how the project is installed).
 *
 * @returns sentences; none when all is well.
 */
export function inexactness(lock: LockFile, { dependencies, devDependencies }: Manifest): string[] {
  const found: string[] = [];
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
      found.push(`${name} "${version}" is no exact version: name one in package.json.`);
    }
    const locked = lock.packages[`node_modules/${name}`]?.version;
    if (locked !== version) {
      found.push(
        `${name} is ${locked ?? "not"} in package-lock.json, not ${version}: run npm install --ignore-scripts.`,
      );
    }
  }
  for (const [path, { integrity, hasInstallScript }] of packagesOf(lock)) {
    if (integrity === undefined) found.push(`${path} has no checksum: make package-lock.json anew.`);
    if (hasInstallScript === true && NEEDLESS_SCRIPTS[path] === undefined) {
      found.push(`${path} has an install script: do without it, or say in NEEDLESS_SCRIPTS why it need not run.`);
    }
  }
  return found;
}

/** Every package but the project itself, by its path. */
export function packagesOf(lock: LockFile): [string, LockedPackage][] {
  return Object.entries(lock.packages).filter(([path]) => path !== "");
}

import { join } from "node:path";

import { buildPackage } from "../../scripts/package/buildPackage.js";
import packageJson from "../../package.json" with { type: "json" };

let built: Promise<void> | undefined;

/** Builds the package, once for all suites of a run. */
export function builtPackage(): Promise<void> {
  built ??= buildPackage();
  return built;
}

/** The built command. */
export const BINARY = join(import.meta.dirname, "..", "..", packageJson.bin.waymark);

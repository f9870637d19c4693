import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Work } from "../runNamed.js";
import { askAdvisories } from "./advisories.js";
import { engineFaults } from "./engines.js";
import { licenceFaults } from "./licences.js";
import { inexactness, packagesOf, readLockFile, readManifest } from "./lockFile.js";
import { runNpm } from "./runNpm.js";

const SBOM = join("cache", "sbom.cdx.json");
/** Nothing is wrong that could be checked, but the registry told no advisories. */
const UNASKED = 3;

/**
 * Checks licences, versions of Node.js, exact versions and install scripts, from the lock file alone.
 *
 * @returns 0 when all is well, else 1.
 */
export function checkOffline(): number {
  const lock = readLockFile();
  const manifest = readManifest();
  const faults = [...licenceFaults(lock), ...engineFaults(lock, manifest), ...inexactness(lock, manifest)];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  const count = packagesOf(lock).length;
  if (faults.length > 0) return 1;
  process.stdout.write(
    `Dependencies: ${count} packages, each exact, under a licence that is taken, without an install script that must run, the product's on each Node.js that it names.\n`,
  );
  return 0;
}

/** Exit code 0: all is well; 1: something is not; 3: nothing is wrong, but the registry told no advisories. */
export const dependencies: Work = {
  summary:
    "licences, versions of Node.js, exact versions, install scripts and advisories of the dependencies; writes a CycloneDX SBOM",
  run: async () => {
    const offline = checkOffline();
    const written = await writeSbom();
    const advisories = askAdvisories();
    if ("unavailable" in advisories) {
      process.stderr.write(
        `Advisories: NOT AVAILABLE (${advisories.unavailable}). Nothing is known of weaknesses: run this against a registry that answers npm audit.\n`,
      );
      return offline === 0 && written ? UNASKED : 1;
    }
    const { low, moderate, high, critical } = advisories.known;
    process.stdout.write(`Advisories: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low.\n`);
    return offline === 0 && written && critical + high === 0 ? 0 : 1;
  },
};

async function writeSbom(): Promise<boolean> {
  const { stdout, status } = runNpm(["sbom", "--sbom-format=cyclonedx", "--package-lock-only"]);
  if (status !== 0) {
    process.stderr.write("The SBOM could not be written: npm sbom needs npm 10 or newer.\n");
    return false;
  }
  await mkdir("cache", { recursive: true });
  await writeFile(SBOM, stdout);
  process.stdout.write(`SBOM: ${SBOM} (CycloneDX).\n`);
  return true;
}

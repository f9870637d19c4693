import { minVersion, satisfies } from "semver";

import { packagesOf, type LockFile, type Manifest } from "./lockFile.js";

/**
 * What would keep the package from being installed on the oldest Node.js that it says it runs on: an installer may obey the
 * `engines` of each package that comes along, as npm does under `engine-strict`.
 *
 * @returns sentences; none when all is well.
 */
export function engineFaults(lock: LockFile, { engines }: Manifest): string[] {
  const oldest = minVersion(engines.node);
  if (oldest === null) return [`package.json asks for no version of Node.js that there is: "${engines.node}".`];
  return packagesOf(lock)
    .filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
    .flatMap(([path, { version, engines: theirs }]) =>
      theirs?.node === undefined || satisfies(oldest, theirs.node)
        ? []
        : [
            `${path} ${version} wants Node.js ${theirs.node}, and package.json ${engines.node}: take one that wants less.`,
          ],
    );
}

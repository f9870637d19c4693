/** The oldest Node.js on which everything that the command is built from runs. */
const FLOOR = "20.19";
/** The oldest on which Hardhat runs, which deploys. */
export const HARDHAT_FLOOR = "22.13";

/**
 * What is wrong with a version of Node.js, in one sentence; what to do is `NODE_TO_DO`.
 *
 * @param what what runs on `floor` and newer alone.
 * @returns undefined when it runs on this one.
 * @example nodeProblem("18.20.0") // "waymark needs Node.js 20.19 or newer, and this is 18.20.0."
 */
export function nodeProblem(version: string, { what = "waymark", floor = FLOOR } = {}): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = floor.split(".").map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `${what} needs Node.js ${floor} or newer, and this is ${version}.`;
}

export const NODE_TO_DO =
  "Install a current one from https://nodejs.org; in the repository, `npm run waymark --` fetches it by itself.";

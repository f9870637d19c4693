/** The oldest Node.js on which everything that the command is built from runs. */
const FLOOR = [22, 13] as const;

/**
 * What is wrong with a version of Node.js, in one sentence with what to do.
 *
 * @returns undefined when the command runs on it.
 * @example nodeProblem("20.20.0") // "waymark needs Node.js 22.13 or newer, and this is 20.20.0: …"
 */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1])) return undefined;
  return `waymark needs Node.js ${FLOOR.join(".")} or newer, and this is ${version}: install a current one from https://nodejs.org (in the repository, \`npm run waymark --\` fetches it by itself).`;
}

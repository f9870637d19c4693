/** Characters of a bar. */
const WIDTH = 20;

/**
 * How much is done, as a bar.
 *
 * @param fraction From 0 to 1.
 * @example bar(0.5) // "██████████░░░░░░░░░░  50 %"
 */
export function bar(fraction: number): string {
  const within = Math.min(1, Math.max(0, fraction));
  const full = Math.floor(within * WIDTH);
  return `${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${Math.floor(within * 100)
    .toString()
    .padStart(3)} %`;
}

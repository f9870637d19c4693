/** Long work that a command runs by name: what it does in one line, and its exit code, 0 when all is as it must be. */
export interface Work {
  readonly summary: string;
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** Loaded only when run: each brings its own heavy parts. */
export type Works = Readonly<Record<string, () => Promise<Work>>>;

/**
 * Runs the work that the first argument names, with the others; without one, says which there are.
 *
 * @returns an exit code; 2 when nothing is called so.
 */
export async function runNamed(usage: string, works: Works, [name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h") {
    process.stdout.write(`${usage}\n`);
    for (const [each, load] of Object.entries(works)) {
      process.stdout.write(`  ${each.padEnd(14)}${(await load()).summary}\n`);
    }
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(works, name) ? works[name] : undefined;
  if (load === undefined) {
    process.stderr.write(`Nothing is called "${name}": name one of ${Object.keys(works).join(", ")}.\n`);
    return 2;
  }
  return await (await load()).run(args);
}

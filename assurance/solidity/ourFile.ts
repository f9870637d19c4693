/** Hardhat puts the sources of a project under this name. Interfaces hold words only: nothing there can go wrong. */
const OURS = /^project\/(contracts\/(?!interfaces\/).*\.sol)$/;

/** The path from the root of the repository of a contract of ours; undefined for other sources. */
export function ourFile(sourceName: string): string | undefined {
  return OURS.exec(sourceName)?.[1];
}

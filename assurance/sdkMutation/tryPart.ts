import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";

import { Stryker } from "@stryker-mutator/core";

import type { Part } from "./parts.js";

const FOLDER = "cache/deep/sdk-mutation";

/** What became of a change. */
export interface Tried {
  readonly file: string;
  readonly line: number;
  /** What kind of change, as Stryker names it. */
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly fate: Fate;
}

export type Fate = "killed" | "survived" | "uncovered" | "left out";

/** What Stryker says of a change. One that does not end, or cannot be loaded, is noticed as well. */
const FATES = {
  Killed: "killed",
  Timeout: "killed",
  CompileError: "killed",
  RuntimeError: "killed",
  Survived: "survived",
  NoCoverage: "uncovered",
  Ignored: "left out",
  Pending: "uncovered",
} as const satisfies Record<string, Fate>;

/**
 * Changes a part in every way that Stryker knows, and runs the tests that reach each change. What is known of the same
 * change, code and tests from an earlier run, an interrupted one too, is not tried again.
 *
 * @param again forgets that.
 */
export async function tryPart({ name, code, suites, pure }: Part, again: boolean): Promise<Tried[]> {
  const results = await new Stryker({
    mutate: [...code],
    plugins: ["@stryker-mutator/mocha-runner"],
    testRunner: "mocha",
    testRunnerNodeArgs: ["--import", "tsx"],
    mochaOptions: {
      spec: [...suites],
      require: pure ? [] : [join(import.meta.dirname, "cleanFixtures.ts")],
      "no-config": true,
      "no-package": true,
    },
    coverageAnalysis: "perTest",
    ignoreStatic: !pure,
    // A chain is started in each process, and another change may be what it waits for.
    concurrency: 1,
    timeoutMS: pure ? 5_000 : 30_000,
    dryRunTimeoutMinutes: 15,
    incremental: true,
    incrementalFile: `${FOLDER}/${name}.json`,
    force: again,
    reporters: ["progress-append-only"],
    // Copied beside the project's own: what is compiled is needed, what it was compiled with is not.
    tempDirName: "cache/stryker",
    ignorePatterns: ["artifacts/build-info", "cache", "coverage", "dist", "docs"],
    allowConsoleColors: false,
  }).runMutationTest();
  const sources = new Map<string, string[]>();
  for (const { fileName } of results) {
    if (!sources.has(fileName)) sources.set(fileName, (await readFile(fileName, "utf8")).split("\n"));
  }
  return results.map(({ fileName, location, mutatorName, replacement, status }) => ({
    file: relative(process.cwd(), fileName),
    line: location.start.line,
    mutator: mutatorName,
    original: between(sources.get(fileName) ?? [], location),
    replacement,
    fate: FATES[status],
  }));
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The text between two places, both counted from 1, on one line. */
function between(
  lines: readonly string[],
  { start, end }: { readonly start: Position; readonly end: Position },
): string {
  const text = lines.slice(start.line - 1, end.line);
  const last = (text.pop() ?? "").slice(0, end.column - 1);
  const whole = [...text, last].join("\n").slice(start.column - 1);
  return whole.replaceAll(/\s+/g, " ");
}

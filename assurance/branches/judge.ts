import type { Impossible } from "./impossible.js";
import type { Measured } from "./measure.js";
import type { Branch } from "./probes.js";

export interface Judgement {
  /** What keeps the run from succeeding, a sentence each. */
  readonly complaints: readonly string[];
  /** The report, in Markdown. */
  readonly body: string;
}

interface Outcome {
  readonly branch: Branch;
  readonly outcome: boolean;
  readonly reached: boolean;
}

/** Compares what was reached with what there is, and with what cannot be reached. */
export function judge({ branches, statements, hits }: Measured, impossible: readonly Impossible[]): Judgement {
  const outcomes = branches.flatMap((branch): Outcome[] =>
    [false, true].map((outcome) => ({ branch, outcome, reached: hits.has(tagOf(branch.id + Number(outcome))) })),
  );
  const complaints: string[] = [];
  if (outcomes.length === 0 || statements.length === 0) complaints.push("Nothing was measured.");
  for (const each of outcomes) {
    const excuse = impossible.find((entry) => fits(entry, each));
    if (!each.reached && excuse === undefined) complaints.push(`${spell(each)} was never reached.`);
    if (each.reached && excuse !== undefined) complaints.push(`${spell(each)} was reached: it is not impossible.`);
  }
  for (const entry of impossible) {
    if (outcomes.some((each) => fits(entry, each))) continue;
    complaints.push(`${entry.file} has no condition "${entry.condition}" in ${entry.place}: it needs no excuse.`);
  }
  const missed = statements.filter(({ tag }) => !hits.has(tag));
  const excused = new Set(impossible.map(({ file, place }) => `${file} ${place}`));
  for (const { file, line } of missed) {
    // What stands behind an outcome that is impossible is not reached either.
    const near = branches.findLast((branch) => branch.file === file && branch.line <= line);
    if (near !== undefined && excused.has(`${file} ${near.place}`)) continue;
    complaints.push(`The statement at ${file}:${line} was never reached.`);
  }
  return { complaints, body: report(outcomes, statements.length, missed.length, impossible, complaints) };
}

function fits(entry: Impossible, { branch, outcome }: Outcome): boolean {
  const { file, place, condition } = branch;
  return entry.file === file && entry.place === place && entry.condition === condition && entry.outcome === outcome;
}

function spell({ branch, outcome }: Outcome): string {
  return `${branch.file}:${branch.line} in ${branch.place}: \`${branch.condition}\` ${outcome ? "true" : "false"}`;
}

/** As Hardhat hands on what a probe reports: 32 bytes. */
function tagOf(id: number): string {
  return id.toString(16).padStart(64, "0");
}

function report(
  outcomes: readonly Outcome[],
  statements: number,
  missed: number,
  impossible: readonly Impossible[],
  complaints: readonly string[],
): string {
  const files = [...new Set(outcomes.map(({ branch }) => branch.file))].sort();
  const row = (name: string, some: readonly Outcome[]): string =>
    `| ${name} | ${some.length / 2} | ${some.length} | ${some.filter(({ reached }) => reached).length} |`;
  const excuses = impossible.map(
    ({ file, place, condition, outcome, why }) =>
      `- \`${condition}\` ${outcome ? "true" : "false"}, in ${place} (${file}): ${why}`,
  );
  return [
    `Of ${statements} statements ${statements - missed} are reached.`,
    "",
    "| file | conditions | outcomes | reached |",
    "| --- | ---: | ---: | ---: |",
    ...files.map((file) =>
      row(
        file,
        outcomes.filter(({ branch }) => branch.file === file),
      ),
    ),
    row("**all**", outcomes),
    "",
    "Each operand of `&&` and `||` is a condition. Those in assembly are not counted: the mutation run shows that both of their outcomes matter.",
    ...(excuses.length === 0 ? [] : ["", "Impossible outcomes:", "", ...excuses]),
    ...(complaints.length === 0 ? [] : ["", "**Left to do:**", "", ...complaints.map((complaint) => `- ${complaint}`)]),
  ].join("\n");
}

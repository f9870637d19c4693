import type { Equivalent } from "./equivalents.js";
import type { Operator } from "./mutant.js";
import { scoreOf, type Fate, type Tallied } from "./tally.js";

const LEAST = 0.95;

/** What keeps the run from succeeding, a sentence each. */
export function complaintsOf(tallied: readonly Tallied[], equivalents: readonly Equivalent[]): string[] {
  const complaints: string[] = [];
  if (tallied.length === 0) complaints.push("There are no mutants.");
  const { score, pending } = scoreOf(tallied);
  if (pending > 0)
    complaints.push(
      `${pending} mutants have not been tried by every suite: run it again, it goes on where it stopped.`,
    );
  if (score < LEAST) complaints.push(`Only ${percent(score)} of the mutants are killed; it must be ${percent(LEAST)}.`);
  const critical = scoreOf(tallied.filter(({ mutant }) => mutant.critical));
  if (critical.survived > 0) complaints.push(`${critical.survived} mutants of critical lines survive.`);
  for (const { mutant, fate, equivalent } of tallied) {
    if (fate !== "killed" || equivalent === undefined) continue;
    complaints.push(
      `A test kills "${mutant.original}" → "${mutant.mutated}" in ${mutant.place}: it is not equivalent.`,
    );
  }
  for (const entry of equivalents) {
    if (tallied.some(({ equivalent }) => equivalent === entry)) continue;
    complaints.push(`No mutant changes "${entry.original}" to "${entry.mutated}" in ${entry.place} of ${entry.file}.`);
  }
  return complaints;
}

/** The report, in Markdown. */
export function body(tallied: readonly Tallied[], refused: number, equivalents: readonly Equivalent[]): string {
  const rows = tallied.filter(({ mutant }) => mutant.operator === "table");
  const code = tallied.filter(({ mutant }) => mutant.operator !== "table");
  const files = [...new Set(code.map(({ mutant }) => mutant.file))].sort();
  const operators = [...new Set(code.map(({ mutant }) => mutant.operator))].sort();
  const missed = complaintsOf(tallied, equivalents).map((complaint) => `- ${complaint}\n`);
  return `${INTRODUCTION}
${missed.length === 0 ? "" : `\n**Missed:**\n\n${missed.join("")}`}
${table("what", [
  line("**all of the code**", code),
  line(
    "**its critical lines**",
    code.filter(({ mutant }) => mutant.critical),
  ),
  line("bits of the table of kinds", rows),
])}

The compiler refuses ${refused} more, which nobody could write.

## By file

${table(
  "file",
  files.map((file) =>
    line(
      file.replace("contracts/", ""),
      code.filter(({ mutant }) => mutant.file === file),
    ),
  ),
)}

## By operator

${table(
  "operator",
  operators.map((operator) =>
    line(
      `${operator}: ${MEANINGS[operator]}`,
      code.filter(({ mutant }) => mutant.operator === operator),
    ),
  ),
)}

## Survivors

${survivors(tallied)}

## Equivalent mutants

${equivalents.map(({ file, place, original, mutated, why }) => `- ${file}, ${place}: ${spell(original, mutated)}: ${why}`).join("\n") || "None."}
`;
}

const INTRODUCTION = `A mutant is a small change of the contracts; a test kills it by failing. All mutants are compiled at once, and the one that
is alive is chosen on the chain. A suite tries a mutant with a few of the tests that reach it, chosen by how little they reach
besides and spread over the rest, so that a survivor here may still be killed by a test that was not chosen: the score is a
lower bound. A death counts only if the same test passes afterwards with no mutant alive. Not mutated are interfaces, the
values of constants (their uses are) and the parts of a loop's head that count. Whatever passed the suites is tried with random
calls to contract and model too.

A line is critical when it stands in a file of guards, in the condition of an \`if\` that reverts, in a function or call that
is named for asking, or is a modifier (assurance/mutation/critical.ts).`;

const MEANINGS: Readonly<Record<Operator, string>> = {
  condition: "a condition taken for true or false",
  boundary: "< for <= and the like",
  arithmetic: "another operator of arithmetic",
  bits: "one operand alone, or a shift the other way",
  number: "a number taken for the next",
  result: "zero returned",
  statement: "a statement left out",
  modifier: "a modifier left out",
  assembly: "an instruction, number or condition of assembly changed",
  table: "a bit of a row flipped",
};

function table(what: string, lines: readonly string[]): string {
  return [
    `| ${what} | mutants | killed | equivalent | survived | pending | score |`,
    "| --- | --: | --: | --: | --: | --: | --: |",
    ...lines,
  ].join("\n");
}

function line(name: string, tallied: readonly Tallied[]): string {
  const { all, killed, equivalent, survived, pending, score } = scoreOf(tallied);
  return `| ${name} | ${[all, killed, equivalent, survived, pending, percent(score)].join(" | ")} |`;
}

const NOTES: Partial<Record<Fate, readonly string[]>> = {
  "not reached": ["reached in no test"],
  pending: ["not tried by every suite"],
};

function survivors(tallied: readonly Tallied[]): string {
  const alive = tallied.filter(({ fate, equivalent }) => fate !== "killed" && equivalent === undefined);
  const lines = alive.map(({ mutant: { file, line: at, place, original, mutated, critical }, fate }) => {
    const notes = [...(critical ? ["critical"] : []), ...(NOTES[fate] ?? [])];
    return `- ${file}:${at}, ${place}: ${spell(original, mutated)}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
  });
  return lines.join("\n") || "None.";
}

function spell(original: string, mutated: string): string {
  return `\`${original.replaceAll("`", "'")}\` → ${mutated === "" ? "nothing" : `\`${mutated}\``}`;
}

function percent(share: number): string {
  // Rounded down: 100 % means all.
  return `${(Math.floor(share * 1_000) / 10).toFixed(1)} %`;
}

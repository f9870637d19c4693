import { PARTS } from "./parts.js";
import { reasonFor } from "./reasons.js";
import type { Result, Results } from "./results.js";
import type { Fate, Tried } from "./tryPart.js";

type Counts = Result["counts"];

/** The share of the changes that tests must notice. */
const BAR = 0.9;

/** Whether tests notice as many of all changes as they must, and every part was tried. */
export function isEnough(results: Results): boolean {
  return results.size === PARTS.length && shareOf(allOf(results)) >= BAR;
}

/** What no test notices, a line each. */
export function listOf({ alive }: Result): string {
  return alive
    .map((one) => `${one.fate}: ${one.file}:${one.line} ${one.mutator}: ${one.original} → ${one.replacement}\n`)
    .join("");
}

/** The report, in Markdown. */
export function body(results: Results): string {
  const all = allOf(results);
  const rows = [...results].map(([name, { commit, counts }]) => row(name, counts, `\`${commit}\``));
  const untried = PARTS.filter(({ name }) => !results.has(name)).map(({ name }) => `\`${name}\``);
  return `**Tests notice ${percent(shareOf(all))} of ${triedIn(all)} changes of the code; at least ${percent(BAR)} must be.**

[Stryker](https://stryker-mutator.io) changes one thing at a time (an operator, a condition, a literal, a call, a block) and the
suites beside the code run the tests that reach it, on a real chain where they need one. A change counts as noticed when a
test fails, does not end, or cannot start. All others count as not noticed, also those that change nothing anybody could see.
Each part was tried at the commit in its row.

| part | code | commit | changes | noticed | not noticed | not reached | share |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
${row("all", all, "")}
${untried.length === 0 ? "" : `\nNever tried: ${untried.join(", ")}.\n`}
**Scope.** What decides whether a story is believed (reading it, verifying, its hashes, proofs, disclosures and rules, who was
entitled, evidence), and what reads a GS1 key from a pack. The rest of the SDK asks, sends and formats; a fault there shows as an error or on the chain.

**Left out.** ${all["left out"]} changes of values that are computed once when a file is loaded, such as tables: each takes
the suites anew with a chain of their own. In \`gs1\`, whose suites need no chain, they are tried like all others.
The fixtures of the suites are built by the code as it is: the worlds that they make are not what is tested. The 10,000
tamperings of \`test/sdk/verify/tampering.test.ts\`, and the thousands of words of
\`test/sdk/crossReference/manyWords.test.ts\`, do not take part, for they take a minute each time.

## What no test notices

${[...results.values()].flatMap(({ alive }) => alive.map(survivor)).join("\n")}
`;
}

function allOf(results: Results): Counts {
  const sum = (fate: Fate): number => [...results.values()].reduce((total, { counts }) => total + counts[fate], 0);
  return { killed: sum("killed"), survived: sum("survived"), uncovered: sum("uncovered"), "left out": sum("left out") };
}

function row(name: string, counts: Counts, commit: string): string {
  const code = PARTS.find((part) => part.name === name)?.code.map((glob) => `\`${glob}\``) ?? [];
  const tally = [triedIn(counts), counts.killed, counts.survived, counts.uncovered];
  return `| ${name} | ${code.join(", ")} | ${commit} | ${tally.join(" | ")} | ${percent(shareOf(counts))} |`;
}

function triedIn({ killed, survived, uncovered }: Counts): number {
  return killed + survived + uncovered;
}

function shareOf(counts: Counts): number {
  return counts.killed / triedIn(counts);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function survivor(one: Tried): string {
  const { file, line, original, replacement } = one;
  return `- \`${file}:${line}\`: ${code(original)} → ${code(replacement)}. ${reasonFor(one)}`;
}

/** Short enough for a list, and free of what would end the code in Markdown. */
function code(text: string): string {
  const short = text.length > 90 ? `${text.slice(0, 60)} … ${text.slice(-25)}` : text;
  return `\`\` ${short} \`\``;
}

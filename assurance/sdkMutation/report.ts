import { PARTS } from "./parts.js";
import { reasonFor } from "./reasons.js";
import type { Fate, Tried } from "./tryPart.js";

/** By the names of the parts. */
type Results = ReadonlyMap<string, readonly Tried[]>;

/** The share of the changes that tests must notice. */
const BAR = 0.9;

/** Whether tests notice as many of all changes as they must. */
export function isEnough(results: Results): boolean {
  return shareOf([...results.values()].flat()) >= BAR;
}

/** What no test notices, a line each. */
export function listOf(results: Results): string {
  return [...results.values()]
    .flatMap(alive)
    .map((one) => `${one.fate}: ${one.file}:${one.line} ${one.mutator}: ${one.original} → ${one.replacement}\n`)
    .join("");
}

/** The report, in Markdown. */
export function body(results: Results): string {
  const all = [...results.values()].flat();
  const rows = [...results].map(([name, tried]) => row(`\`${name}\``, tried));
  return `**Tests notice ${percent(shareOf(all))} of ${all.length - count(all, "left out")} changes of the code; at least ${percent(BAR)} must be.**

[Stryker](https://stryker-mutator.io) changes one thing at a time (an operator, a condition, a literal, a call, a block) and the
suites beside the code run the tests that reach it, on a real chain where they need one. A change counts as noticed when a
test fails, does not end, or cannot start. All others count as not noticed, also those that change nothing anybody could see.

| part | code | changes | noticed | not noticed | not reached | share |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
${row("all", all)}

**Scope.** What decides whether a story is believed (reading it, verifying, its hashes, proofs, disclosures and rules, who was
entitled, evidence), and what reads a GS1 key from a pack. The rest of the SDK asks, sends and formats; a fault there shows as an error or on the chain.

**Left out.** ${count(all, "left out")} changes of values that are computed once when a file is loaded, such as tables: each takes
the suites anew with a chain of their own. In \`gs1\`, whose suites need no chain, they are tried like all others.
The fixtures of the suites are built by the code as it is: the worlds that they make are not what is tested. The 10,000
tamperings of \`test/sdk/verify/tampering.test.ts\` do not take part, for they take a minute each time.

## What no test notices

${[...results.values()].flatMap(alive).map(survivor).join("\n")}
`;
}

function alive(tried: readonly Tried[]): Tried[] {
  return tried.filter(({ fate }) => fate === "survived" || fate === "uncovered");
}

function row(name: string, tried: readonly Tried[]): string {
  const code = PARTS.find((part) => `\`${part.name}\`` === name)?.code.map((glob) => `\`${glob}\``) ?? [];
  const tally = [tried.length - count(tried, "left out"), ...FATES.map((fate) => count(tried, fate))];
  return `| ${name} | ${code.join(", ")} | ${tally.join(" | ")} | ${percent(shareOf(tried))} |`;
}

const FATES: readonly Fate[] = ["killed", "survived", "uncovered"];

function count(tried: readonly Tried[], fate: Fate): number {
  return tried.filter((one) => one.fate === fate).length;
}

function shareOf(tried: readonly Tried[]): number {
  return count(tried, "killed") / (tried.length - count(tried, "left out"));
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

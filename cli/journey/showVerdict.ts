import type { Finding, FindingVerdict } from "../../sdk/crossReference/finding.js";
import type { StepRef } from "../../sdk/facts.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import type { Text } from "../../sdk/text.js";
import type { Trace } from "../../sdk/trace/trace.js";
import type { Verdict, Verification } from "../../sdk/verify/verification.js";
import { ExitCode } from "../exit.js";
import type { Terminal } from "../output/terminal.js";
import { journeyInWords } from "./words.js";

type Colour = "green" | "yellow" | "red" | "dim";

/** What stands before a verdict, in which colour, and its name for people. */
const VERDICTS: Readonly<Record<Verdict, readonly [mark: string, colour: Colour, words: string]>> = {
  holds: ["✔", "green", "HOLDS"],
  warns: ["!", "yellow", "HOLDS, WITH WARNINGS"],
  contradicted: ["✖", "red", "CONTRADICTED"],
  altered: ["✖", "red", "ALTERED"],
};

/** The findings in the order in which a reader needs them: the worst first. */
const FINDINGS: readonly (readonly [verdict: FindingVerdict, title: string, mark: string, colour: Colour])[] = [
  ["contradiction", "Contradictions", "✖", "red"],
  ["warning", "Warnings", "!", "yellow"],
  ["not checkable", "Not checkable", "·", "dim"],
  ["pass", "What agrees", "✔", "green"],
];

/** The exit code of a verdict: what nobody contradicts holds, warnings or not. */
export function exitCodeOfVerdict(verdict: Verdict): ExitCode {
  return verdict === "holds" || verdict === "warns" ? ExitCode.Holds : ExitCode.Fails;
}

/** The verdict, as the first thing that is read. */
export function showVerdict(out: Terminal, { verdict, sentence }: { verdict: Verdict; sentence: Text }): void {
  const [mark, colour, words] = VERDICTS[verdict];
  out.line(out.style(["bold", colour], `${mark} ${words}`));
  out.paragraph(sentence.en, "  ", 2);
}

/**
 * What holding the parties' words against each other showed, the worst first.
 *
 * @param all Whether what agrees, and what nobody could check, is told; otherwise it is counted.
 */
export function showFindings(out: Terminal, trace: Trace, { crossReference }: Verification, all: boolean): void {
  const findings = crossReference?.findings ?? [];
  const counted: string[] = [];
  for (const [verdict, title, mark, colour] of FINDINGS) {
    const found = findings.filter((finding) => finding.verdict === verdict);
    if (found.length === 0) continue;
    if (!all && COUNTED.includes(verdict)) {
      counted.push(`${found.length} ${verdict === "pass" ? "agree" : "could not be checked"}`);
      continue;
    }
    out.heading(title, `${found.length} of ${findings.length}`);
    for (const finding of found) {
      const error = finding.error === undefined ? "" : ` ${finding.error}`;
      out.paragraph(`${finding.sentence.en}${error}${rest(trace, finding)}`, `${out.style(colour, mark)} `, 2);
    }
  }
  if (counted.length === 0) return;
  out.line();
  out.line(out.style("dim", `Of ${findings.length} questions ${counted.join(" and ")}: verify --all tells which.`));
}

/** What a reader in a hurry needs the number of alone. */
const COUNTED: readonly FindingVerdict[] = ["not checkable", "pass"];

/** By which rule, and on which steps it rests. */
function rest(trace: Trace, { rule, steps }: Finding): string {
  return ` (${[rule, stepsInWords(steps, (id) => journeyInWords(trace, id))].filter(Boolean).join(": ")})`;
}

/**
 * Steps by number: each journey's after its name.
 *
 * @param names What a journey is called; "" for the goods' own.
 */
export function stepsInWords(steps: readonly StepRef[], names: (consignment: ConsignmentId) => string): string {
  const numbers = new Map<ConsignmentId, number[]>();
  for (const { consignment, sequence } of steps) {
    numbers.set(consignment, [...(numbers.get(consignment) ?? []), sequence]);
  }
  return [...numbers].map(([id, sequences]) => [names(id), sequences.join(", ")].filter(Boolean).join(" ")).join("; ");
}

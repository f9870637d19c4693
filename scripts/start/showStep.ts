import { gasInWords, stepInWords } from "../../cli/scenario/report.js";
import type { Landed } from "../../cli/scenario/playSteps.js";
import type { Terminal } from "../../cli/output/terminal.js";

/** Under the first words of a step, after its time. */
const INDENT = " ".repeat("03 Nov 01:12  ".length);

/** Shows a step as it lands: what, on whose word, how it was signed and its gas; then about what, where and who. */
export function showStep(terminal: Terminal, landed: Landed): void {
  const { when, what, about, basis, how } = stepInWords(landed);
  const { refusal } = landed;
  const gas = (refusal === undefined ? gasInWords(landed.gas) : "").padStart(9);
  const signed = how.padEnd(7);
  const room = terminal.width - INDENT.length - 9 - signed.length - gas.length - 1;
  const word = basis === "reported" ? terminal.style("yellow", basis) : terminal.style("dim", basis.padEnd(8));
  const style = how === "account" ? "dim" : "magenta";
  terminal.line(
    `${when.padEnd(INDENT.length)}${terminal.style("cyan", what.padEnd(room))} ${word} ${terminal.style(style, signed)}${gas}`,
  );
  for (const line of terminal.fold(about, terminal.width - INDENT.length))
    terminal.line(`${INDENT}${terminal.style("dim", line)}`);
  if (refusal === undefined) return;
  terminal.paragraph(
    `refused, as it must be: ${refusal}`,
    `${INDENT}${terminal.style("green", "✔")} `,
    INDENT.length + 2,
  );
}

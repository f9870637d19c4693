import type { Trace } from "../../sdk/trace/trace.js";
import type { WaymarkClient } from "../../sdk/client.js";
import { verifyHead } from "../../sdk/verify/verifyHead.js";
import type { Terminal } from "../../cli/output/terminal.js";

/**
 * Folds the history again, holds it against the head on the chain, and shows what came of it.
 *
 * @param name What the scenario calls the goods.
 * @param trace What is shown to buyers, wherever it comes from.
 * @returns Whether the history is complete and unaltered.
 */
export async function showVerdict(
  terminal: Terminal,
  client: WaymarkClient,
  name: string,
  trace: Trace,
): Promise<boolean> {
  const verdict = await verifyHead(client, trace);
  terminal.line();
  terminal.line(`  ${terminal.style("cyan", name)}`);
  terminal.line(`  head       ${verdict.headOnChain}`);
  terminal.line(`  from logs  ${verdict.head ?? "none: a value in the logs cannot have been recorded"}`);
  const mark = verdict.holds ? terminal.style("green", "✔") : terminal.style("red", "✖");
  terminal.paragraph(verdict.sentence.en, `${mark} `, 2);
  return verdict.holds;
}
